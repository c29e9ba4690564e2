// <schema-canvas>: the island. It fetches the scene, draws it, turns pointer and keys into gestures and commands,
// and tells the page by events: tw:select, tw:patch, tw:saved. The page tells it by tw:show.

import { pan, toWorld, zoomAt, zoomByWheel } from "../canvas/camera.js"
import { BranchClient } from "../lib/branch_client.js"
import { listen } from "../lib/live.js"
import { session } from "../lib/session.js"
import { shortcutFor } from "../lib/shortcuts.js"
import { toast } from "../lib/toast.js"
import { Outbox } from "../state/outbox.js"
import { COMMANDS, placeTable } from "../tools/commands.js"
import { Editor } from "../tools/editor.js"
import { editColumn, editNewColumn, editTableName } from "../tools/rename.js"
import { beginGesture } from "../tools/select.js"
import { describeSelection } from "./description.js"
import { InlineEditor } from "./inline_editor.js"
import { Minimap } from "./minimap.js"
import { Surface } from "./surface.js"

/** @import {Clash} from "../state/changes.js" */
/** @import {Gesture, Pointer} from "../tools/editor.js" */
/** @import {ScenePatch} from "../state/scene.js" */

/** @typedef {{table: string, column?: string}} Shown */

const LINE = 16
const FRESH_FOR = 1600
const NO_WHEEL = { passive: false }

export class SchemaCanvas extends HTMLElement {
  #client = new BranchClient(this.dataset, document.body.dataset.csrf ?? "")
  #outbox = new Outbox((letter) => this.#client.send(letter))
  editor = new Editor({ outbox: this.#outbox, session, readonly: "readonly" in this.dataset, say: toast })
  #surface = new Surface(this.#part("canvas[data-surface]"), this.editor)
  #minimap = new Minimap(this.#part("canvas[data-minimap]"), this.editor, () => this.#surface.theme)
  #inline = new InlineEditor(this, this.editor)
  /** @type {Gesture | null} */
  #gesture = null
  #isPressed = false
  #isSelectionUntold = false
  #endings = new AbortController()
  #isCatchingUp = false
  #isCutOff = false
  /** What someone asked to see before there was anything. @type {Shown | null} */
  #wish = null
  /** Who changed each table last, for telling about clashes. @type {Map<string, string>} */
  #authors = new Map()

  // Lifecycle

  connectedCallback() {
    this.#listenToPointer()
    this.#listenToPage()
    this.#listenToEditor()
    void this.#load()
  }

  disconnectedCallback() {
    this.#endings.abort()
    this.#surface.disconnect()
  }

  // Actions

  /**
   * @param {string} command @param {{key?: string, shift?: boolean}} [how]
   * @returns {boolean} whether it did something
   */
  run(command, how = {}) {
    if (command === "escape") return this.#escape()
    if (command === "minimap") return this.#toggleMinimap()
    const act = COMMANDS[command]
    if (!act) return this.dispatchEvent(new CustomEvent("tw:command", { bubbles: true, detail: { command } }))
    return act({ editor: this.editor, inline: this.#inline, ...how }) !== false
  }

  // Private: loading and hearing

  async #load() {
    try {
      this.editor.scene.load(await this.#client.scene())
      this.editor.fitChanged()
      this.dataset.state = "ready"
      this.#showView()
      this.dispatchEvent(new CustomEvent("tw:load", { bubbles: true }))
      if (this.#wish) this.#show(this.#wish)
      this.#listenToOthers()
    } catch (error) {
      this.dataset.state = "failed"
      toast(`The diagram could not be loaded. ${error instanceof Error ? error.message : ""}`, {
        tone: "danger",
      })
    }
  }

  #listenToOthers() {
    if (!this.dataset.events) return
    const stop = listen(this.dataset.events, {
      onPatch: (patch) => this.#hear(patch),
      onOpen: () => {
        this.#isCutOff = false
        this.#tellSaved()
        void this.#catchUp()
      },
      onLost: () => {
        this.#isCutOff = true
        this.#tellSaved()
      },
    })
    this.#endings.signal.addEventListener("abort", stop)
  }

  /** @param {ScenePatch} patch from the live feed or as an answer */
  #hear(patch) {
    const verdict = this.editor.scene.apply(patch)
    if (verdict === "gap") return void this.#catchUp()
    if (verdict === "old") return
    if (patch.session !== session) this.#noticeOthers(patch)
    this.dispatchEvent(new CustomEvent("tw:patch", { bubbles: true, detail: patch }))
  }

  /** @param {ScenePatch} patch */
  #noticeOthers(patch) {
    const tables = (patch.tables ?? []).map((table) => table.id)
    for (const table of tables) this.#authors.set(table, patch.by ?? "Someone else")
    if (patch.summary) toast(patch.by ? `${patch.by}: ${patch.summary}` : patch.summary)
    for (const table of tables) this.#surface.fresh.add(table)
    setTimeout(() => {
      for (const table of tables) this.#surface.fresh.delete(table)
      this.editor.redraw()
    }, FRESH_FOR)
  }

  /** Asks for the edits since the last known one: after a gap, and at each reconnection. */
  async #catchUp() {
    if (this.#isCatchingUp) return
    this.#isCatchingUp = true
    try {
      const { scene } = this.editor
      const answer = await this.#client.since(scene.seq)
      if (!("patches" in answer)) scene.load(answer)
      else for (const patch of answer.patches) scene.catchUp(patch)
      this.dispatchEvent(
        new CustomEvent("tw:patch", {
          bubbles: true,
          detail: "patches" in answer ? mergeable(answer.patches) : {},
        }),
      )
    } catch {
      // The live feed reconnects by itself and asks again.
    } finally {
      this.#isCatchingUp = false
    }
  }

  /** @param {{seq: number, undo?: string}} edit  `undo`: what was done, if that should be easy to take back */
  #afterPanel({ seq, undo }) {
    if (seq > this.editor.scene.seq) void this.#catchUp()
    if (undo) toast(undo, { action: { label: "Undo", run: () => void this.editor.ask("undo") } })
  }

  // Private: the pointer

  #listenToPointer() {
    const on = this.#on.bind(this)
    const canvas = this.#part("canvas[data-surface]")
    on(canvas, "pointerdown", (event) => this.#onPress(/** @type {PointerEvent} */ (event)))
    on(canvas, "pointermove", (event) => this.#onMove(/** @type {PointerEvent} */ (event)))
    on(canvas, "pointerup", (event) => this.#onRelease(/** @type {PointerEvent} */ (event)))
    on(canvas, "pointercancel", () => this.#cancel())
    on(canvas, "pointerleave", () => this.#gesture ?? this.editor.point({ kind: "nothing" }))
    on(canvas, "dblclick", (event) => this.#onDoubleClick(/** @type {MouseEvent} */ (event)))
    on(canvas, "contextmenu", (event) => event.preventDefault())
    canvas.addEventListener("wheel", (event) => this.#onWheel(event), NO_WHEEL)
  }

  /** @param {PointerEvent} event */
  #onPress(event) {
    if (this.#gesture) return
    this.focus({ preventScroll: true })
    const pointer = this.#pointerOf(event)
    if (this.editor.tool === "table" && event.button === 0 && !this.editor.isPanning) {
      event.preventDefault()
      return placeTable({ editor: this.editor, inline: this.#inline }, pointer.world)
    }
    this.#isPressed = true
    this.#begin(beginGesture(this.editor, pointer), event.pointerId)
    if (!this.#gesture) this.#tellSelection()
    const hit = this.editor.hitAt(pointer.screen)
    if (hit.kind === "add" && event.button === 0) {
      event.preventDefault()
      editNewColumn(this.editor, this.#inline, hit.table)
    }
  }

  /** @param {Gesture | null} gesture @param {number} pointerId */
  #begin(gesture, pointerId) {
    if (!gesture) return
    this.#gesture = gesture
    this.#surface.gesture = gesture
    const canvas = this.#part("canvas[data-surface]")
    canvas.setPointerCapture(pointerId)
    this.#setCursor()
  }

  /** @param {PointerEvent} event */
  #onMove(event) {
    const pointer = this.#pointerOf(event)
    if (this.#gesture) return this.#gesture.move(pointer)
    this.editor.point(this.editor.hitAt(pointer.screen))
    this.#setCursor()
  }

  /** @param {PointerEvent} event */
  #onRelease(event) {
    const gesture = this.#gesture
    this.#end()
    gesture?.finish(this.#pointerOf(event))
  }

  #cancel() {
    const gesture = this.#gesture
    this.#end()
    gesture?.cancel()
  }

  #end() {
    this.#gesture = null
    this.#surface.gesture = null
    this.#setCursor()
    this.#tellSelection()
    this.editor.redraw()
  }

  /** @param {MouseEvent} event */
  #onDoubleClick(event) {
    const hit = this.editor.hitAt(this.#pointerOf(event).screen)
    if (hit.kind === "header") editTableName(this.editor, this.#inline, hit.table)
    if (hit.kind === "row") editColumn(this.editor, this.#inline, hit, hit.isType ? "type" : "name")
  }

  /** @param {WheelEvent} event */
  #onWheel(event) {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1
    const { camera } = this.editor
    if (event.ctrlKey || event.metaKey) {
      // A pinch arrives as small deltas with Ctrl, a notch of a wheel as a large one.
      const delta = event.deltaY * unit * (Math.abs(event.deltaY) < 40 ? 4 : 1)
      this.editor.look(zoomAt(camera, this.#pointerOf(event).screen, zoomByWheel(camera.zoom, delta)))
    } else {
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      this.editor.look(pan(camera, -dx * unit, -dy * unit))
    }
  }

  /** @param {MouseEvent} event @returns {Pointer} */
  #pointerOf(event) {
    const box = this.#part("canvas[data-surface]").getBoundingClientRect()
    const screen = { x: event.clientX - box.left, y: event.clientY - box.top }
    return {
      screen,
      world: toWorld(screen, this.editor.camera),
      shift: event.shiftKey,
      mod: event.ctrlKey || event.metaKey,
      button: event.button,
    }
  }

  #setCursor() {
    const { hover, isPanning, tool, readonly } = this.editor
    const idle = isPanning
      ? "grab"
      : tool === "table" || (hover.kind === "port" && !readonly)
        ? "crosshair"
        : hover.kind === "nothing"
          ? "default"
          : "pointer"
    this.#part("canvas[data-surface]").style.cursor = this.#gesture?.cursor ?? idle
  }

  // Private: keys and the page

  #listenToPage() {
    const on = this.#on.bind(this)
    on(this, "keydown", (event) => this.#onKey(/** @type {KeyboardEvent} */ (event)))
    on(document, "keydown", (event) => this.#onPageKey(/** @type {KeyboardEvent} */ (event)))
    on(
      window,
      "keyup",
      (event) => /** @type {KeyboardEvent} */ (event).code === "Space" && this.#holdPan(false),
    )
    on(window, "blur", () => this.#holdPan(false))
    on(window, "online", () => void this.#outbox.flush())
    on(window, "beforeunload", (event) => this.#outbox.length > 0 && event.preventDefault())
    on(document, "tw:theme", () => this.#onTheme())
    on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.#onTheme())
    // A panel was saved: its answer names the edit, whose patch the live feed may bring later or never.
    on(document, "tw:edited", (event) =>
      this.#afterPanel(/** @type {CustomEvent<{seq: number, undo?: string}>} */ (event).detail),
    )
    on(this, "tw:show", (event) => this.#show(/** @type {CustomEvent<Shown>} */ (event).detail))
    on(this, "tw:leave", () => {
      this.editor.selection.clear()
      this.focus()
    })
    on(this, "click", (event) => {
      const button = /** @type {HTMLElement | null} */ (
        /** @type {Element} */ (event.target).closest("[data-command]")
      )
      if (button) this.run(button.dataset.command ?? "")
    })
  }

  /** @param {KeyboardEvent} event with the canvas in focus */
  #onKey(event) {
    if (event.target !== this) return
    if (event.code !== "Space") return this.#obey(event)
    event.preventDefault()
    this.#holdPan(true)
  }

  /**
   * Keys that no text field and no button wants are the canvas's, wherever the focus is.
   * @param {KeyboardEvent} event
   */
  #onPageKey(event) {
    const target = /** @type {Element} */ (event.target)
    const isElsewhere = target === document.body || Boolean(target.closest("[data-canvas-keys]"))
    const isEverywhere = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k"
    if ((isElsewhere && event.key !== "Tab" && event.key !== "Enter") || isEverywhere) this.#obey(event)
  }

  /** @param {KeyboardEvent} event */
  #obey(event) {
    const shortcut = event.defaultPrevented ? undefined : shortcutFor(event)
    if (!shortcut || (shortcut.writes && this.editor.readonly)) return
    if (this.run(shortcut.command, { key: event.key, shift: event.shiftKey })) event.preventDefault()
  }

  /** @param {boolean} isHeld */
  #holdPan(isHeld) {
    this.editor.isPanning = isHeld
    this.#setCursor()
  }

  /** @returns {boolean} */
  #escape() {
    if (this.#gesture) this.#cancel()
    else if (this.editor.tool !== "select") this.editor.use("select")
    else if (this.editor.selection.isEmpty) return false
    else this.editor.selection.clear()
    return true
  }

  /** @param {Shown} shown at once, or as soon as it is there */
  #show(shown) {
    if (this.dataset.state === "ready") this.editor.show(shown.table, shown.column ?? null)
    else this.#wish = shown
  }

  #toggleMinimap() {
    const map = this.#part("[data-minimap-box]")
    map.hidden = !map.hidden
    this.#minimap.forget()
    return true
  }

  #onTheme() {
    this.#surface.changeTheme()
    this.#minimap.forget()
  }

  // Private: telling the page

  #listenToEditor() {
    const { editor } = this
    editor.addEventListener("look", () => this.#showView())
    editor.addEventListener("tool", () => this.#showTool())
    editor.addEventListener("answer", (event) =>
      this.#hear(/** @type {CustomEvent<ScenePatch>} */ (event).detail),
    )
    editor.addEventListener("clash", (event) => this.#onClash(/** @type {CustomEvent} */ (event).detail))
    editor.addEventListener("select", () => this.#onSelect())
    editor.scene.addEventListener("change", () => this.#showView())
    this.#outbox.addEventListener("change", () => this.#tellSaved())
  }

  #tellSaved() {
    const { state, length } = this.#outbox
    const detail = { state: this.#isCutOff ? "offline" : state, waiting: length }
    this.dispatchEvent(new CustomEvent("tw:saved", { bubbles: true, detail }))
  }

  #onSelect() {
    const { selection, scene } = this.editor
    this.#part("[data-description]").textContent = describeSelection(scene, selection)
    this.#isSelectionUntold = true
    if (!this.#isPressed) this.#tellSelection()
  }

  /** At the end of a gesture: a panel that opened in its midst would move the diagram under the pointer. */
  #tellSelection() {
    this.#isPressed = false
    if (!this.#isSelectionUntold) return
    this.#isSelectionUntold = false
    const { selection } = this.editor
    const detail = { tables: [...selection.tables], column: selection.column, edge: selection.edge }
    this.dispatchEvent(new CustomEvent("tw:select", { bubbles: true, detail }))
  }

  #showView() {
    const { scene, camera } = this.editor
    const percent = `${Math.round(camera.zoom * 100)} %`
    const zoom = this.#part("[data-zoom]")
    if (zoom.textContent !== percent) zoom.textContent = percent
    this.#part("[data-empty]").hidden = this.dataset.state !== "ready" || scene.tables.size > 0
    this.#part("[data-minimap-box]").dataset.state = this.editor.seesAll ? "idle" : "useful"
    this.#part("[data-lost]").hidden = !this.editor.isLost
  }

  #showTool() {
    for (const button of this.querySelectorAll("[data-command='add-table'][aria-pressed]")) {
      button.setAttribute("aria-pressed", String(this.editor.tool === "table"))
    }
    const isPlacing = this.editor.tool === "table"
    this.#part("[data-hint]").hidden = !isPlacing
    // Enter shall place the table, and not press the button that was pressed.
    if (isPlacing) this.focus({ preventScroll: true })
    this.#setCursor()
  }

  /** @param {{clashes: Clash[]}} question */
  #onClash(question) {
    const names = new Set(question.clashes.map(({ at }) => at.slice(0, 2).join(".")))
    const tables = [...this.editor.scene.tables.values()]
    const table = tables.find(({ schema, name }) => names.has(`${schema}.${name}`))
    const by = (table && this.#authors.get(table.id)) ?? "Someone else"
    this.dispatchEvent(new CustomEvent("tw:clash", { bubbles: true, detail: { ...question, by } }))
  }

  // Private: small things

  /** @param {EventTarget} target @param {string} type @param {(event: Event) => void} listener */
  #on(target, type, listener) {
    target.addEventListener(type, listener, { signal: this.#endings.signal })
  }

  /** @template {HTMLElement} T @param {string} selector @returns {T} */
  #part(selector) {
    return /** @type {T} */ (this.querySelector(selector))
  }
}

/** @param {ScenePatch[]} patches @returns {ScenePatch} what all of them touched */
function mergeable(patches) {
  return {
    tables: patches.flatMap((patch) => patch.tables ?? []),
    removed: patches.flatMap((patch) => patch.removed ?? []),
    edges: patches.flatMap((patch) => patch.edges ?? []),
    removedEdges: patches.flatMap((patch) => patch.removedEdges ?? []),
  }
}

customElements.define("schema-canvas", SchemaCanvas)
