import assert from "node:assert/strict"
import { test } from "node:test"
import {
  MAX_ZOOM,
  MIN_ZOOM,
  bringInto,
  fit,
  pan,
  toScreen,
  toWorld,
  visibleRect,
  zoomAt,
  zoomByWheel,
  zoomStep,
} from "../../static/js/canvas/camera.js"

const CAMERAS = [
  { x: 0, y: 0, zoom: 1 },
  { x: -320.5, y: 77, zoom: 0.13 },
  { x: 9000, y: -4000, zoom: 3.7 },
]
const SIZE = { width: 1280, height: 800 }

function near(a, b) {
  assert.ok(
    Math.abs(a.x - b.x) < 1e-6 && Math.abs(a.y - b.y) < 1e-6,
    `${JSON.stringify(a)} is not near ${JSON.stringify(b)}`,
  )
}

test("screen and world are each other's inverse", () => {
  for (const camera of CAMERAS) near(toScreen(toWorld({ x: 31, y: 577 }, camera), camera), { x: 31, y: 577 })
})

test("zooming keeps the world point under the pointer", () => {
  const anchor = { x: 411, y: 93 }
  for (const camera of CAMERAS) {
    for (const zoom of [0.05, 0.5, 2])
      near(toWorld(anchor, zoomAt(camera, anchor, zoom)), toWorld(anchor, camera))
  }
})

test("zoom never leaves its bounds", () => {
  const [camera] = CAMERAS
  assert.equal(zoomAt(camera, { x: 0, y: 0 }, 1e9).zoom, MAX_ZOOM)
  assert.equal(zoomAt(camera, { x: 0, y: 0 }, 0).zoom, MIN_ZOOM)
  assert.equal(zoomByWheel(MIN_ZOOM, 500), MIN_ZOOM)
})

test("a step in and a step out cancel out", () => {
  assert.ok(Math.abs(zoomStep(zoomStep(0.7, 1), -1) - 0.7) < 1e-12)
})

test("panning moves the picture by the pixels of the drag", () => {
  for (const camera of CAMERAS) {
    const before = toScreen({ x: 10, y: 20 }, camera)
    near(toScreen({ x: 10, y: 20 }, pan(camera, 15, -4)), { x: before.x + 15, y: before.y - 4 })
  }
})

test("a fitted rectangle is in sight and clear of the foot", () => {
  const rect = { x: -500, y: 100, width: 9000, height: 3000 }
  const camera = fit(rect, SIZE, { margin: 20, foot: 60 })
  const [corner, end] = [
    toScreen(rect, camera),
    toScreen({ x: rect.x + rect.width, y: rect.y + rect.height }, camera),
  ]
  assert.ok(
    corner.x >= 19.99 && corner.y >= 19.99 && end.x <= SIZE.width - 19.99 && end.y <= SIZE.height - 79.99,
  )
})

test("a small rectangle is not blown up when it is fitted", () => {
  assert.equal(fit({ x: 0, y: 0, width: 10, height: 10 }, SIZE).zoom, 1)
})

test("what is in sight already does not move the camera", () => {
  const camera = { x: 0, y: 0, zoom: 1 }
  assert.deepEqual(bringInto(camera, { x: 100, y: 100, width: 240, height: 100 }, SIZE), camera)
})

test("what is out of sight is brought in by the shortest way", () => {
  const camera = bringInto({ x: 0, y: 0, zoom: 0.5 }, { x: 4000, y: -900, width: 240, height: 100 }, SIZE, 20)
  const view = visibleRect(camera, SIZE)
  assert.equal(view.x + view.width, 4000 + 240 + 40)
  assert.equal(view.y, -900 - 40)
})
