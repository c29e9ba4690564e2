import assert from "node:assert/strict"
import { test } from "node:test"
import {
  SMALLEST_TEXT,
  detailAt,
  farTextSize,
  headerHeight,
  headerTextSize,
  rowTextSize,
} from "../../static/js/canvas/detail.js"
import { shortType, terseType } from "../../static/js/canvas/short_type.js"

const ZOOMS = Array.from({ length: 200 }, (_, i) => 0.02 * 1.027 ** i)

test("the further out, the less is drawn", () => {
  const order = ["names", "header", "rows"]
  const levels = ZOOMS.map((zoom) => order.indexOf(detailAt(zoom)))
  assert.deepEqual(levels, [...levels].sort())
  assert.deepEqual([...new Set(levels)], [0, 1, 2])
})

test("no text is ever below eleven pixels", () => {
  for (const zoom of ZOOMS)
    assert.ok(rowTextSize(zoom) >= SMALLEST_TEXT && headerTextSize(zoom) >= SMALLEST_TEXT)
  for (const degree of [0, 1, 400]) assert.ok(farTextSize(degree) >= SMALLEST_TEXT)
})

test("legible rows have room for their text", () => {
  for (const zoom of ZOOMS.filter((each) => detailAt(each) === "rows"))
    assert.ok(rowTextSize(zoom) < 24 * zoom)
})

test("a header has room for its name at every zoom", () => {
  for (const zoom of ZOOMS) assert.ok(headerHeight(zoom) * zoom > headerTextSize(zoom))
})

test("hubs are written larger", () => {
  assert.ok(farTextSize(16) > farTextSize(1))
})

test("long type names are shown by PostgreSQL's short ones", () => {
  assert.equal(shortType("timestamp(3) with time zone"), "timestamptz(3)")
  assert.equal(shortType("character varying(80)[]"), "varchar(80)[]")
  assert.equal(shortType("app.status"), "app.status")
})

test("a type of the table's own schema needs no prefix", () => {
  assert.equal(shortType("app.status", "app"), "status")
  assert.equal(shortType("application.status", "app"), "application.status")
})

test("where room is scarce a type is an alias without brackets, and an array stays one", () => {
  assert.equal(terseType("timestamptz(3)[]"), "tstz[]")
  assert.equal(terseType("varchar(80)"), "varchar")
  assert.equal(terseType("numeric(14,2)[]"), "numeric[]")
  assert.equal(terseType("bigint"), "int8")
  assert.equal(terseType("app.status"), "app.status")
})
