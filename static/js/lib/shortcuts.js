// Every key of the editor, once: what is written here is what works and what the help shows.

/**
 * @typedef {{keys: string[], command: string, label: string, group: "Edit" | "Select" | "View" | "Help", shown?: string, writes?: boolean, inPalette?: boolean}} Shortcut
 */

/** `mod` is Ctrl, and Command on a Mac. @type {Shortcut[]} */
export const SHORTCUTS = [
  { keys: ["t"], command: "add-table", label: "Add a table", group: "Edit", writes: true, inPalette: true },
  { keys: ["Enter", "F2"], command: "rename", label: "Rename, edit in place", group: "Edit", writes: true },
  { keys: ["c"], command: "add-column", label: "Add a column", group: "Edit", writes: true, inPalette: true },
  {
    keys: ["Delete", "Backspace"],
    command: "delete",
    label: "Delete what is selected",
    group: "Edit",
    writes: true,
    inPalette: true,
  },
  { keys: ["mod+z"], command: "undo", label: "Undo", group: "Edit", writes: true, inPalette: true },
  {
    keys: ["mod+shift+z", "mod+y"],
    command: "redo",
    label: "Redo",
    group: "Edit",
    writes: true,
    inPalette: true,
  },
  {
    keys: ["shift+t"],
    command: "layout",
    label: "Arrange all tables",
    group: "Edit",
    writes: true,
    inPalette: true,
  },
  { keys: ["Tab"], command: "next-table", label: "Next table", group: "Select" },
  { keys: ["shift+Tab"], command: "previous-table", label: "Previous table", group: "Select" },
  { keys: ["mod+a"], command: "select-all", label: "Select all tables", group: "Select", inPalette: true },
  { keys: ["Escape"], command: "escape", label: "Leave, cancel, select nothing", group: "Select" },
  {
    keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
    shown: "Arrow keys",
    command: "nudge",
    label: "Move tables, choose a column",
    group: "Select",
  },
  { keys: ["mod+k", "/"], command: "palette", label: "Find a table or a command", group: "View" },
  { keys: ["shift+1"], command: "fit", label: "Show everything", group: "View", inPalette: true },
  {
    keys: ["shift+2"],
    command: "fit-selection",
    label: "Show what is selected",
    group: "View",
    inPalette: true,
  },
  { keys: ["mod+0"], command: "actual-size", label: "100 %", group: "View", inPalette: true },
  {
    keys: ["+", "=", "mod+=", "mod++"],
    command: "zoom-in",
    label: "Zoom in",
    group: "View",
    inPalette: true,
  },
  { keys: ["-", "mod+-"], command: "zoom-out", label: "Zoom out", group: "View", inPalette: true },
  { keys: ["m"], command: "minimap", label: "Show or hide the map", group: "View", inPalette: true },
  { keys: ["mod+b"], command: "outline", label: "Show or hide the outline", group: "View", inPalette: true },
  { keys: ["?"], command: "help", label: "Keyboard shortcuts", group: "Help", inPalette: true },
]

/** Gestures of the mouse, for the help. @type {[string, string][]} */
export const GESTURES = [
  ["Wheel", "Pan"],
  ["Ctrl + wheel, pinch", "Zoom at the pointer"],
  ["Space + drag, middle or right drag", "Pan"],
  ["Drag on the ground", "Select by a frame"],
  ["Double-click", "Edit in place"],
  ["Drag from a dot beside a column", "Draw a relationship"],
]

const SHIFTED = /^[^a-zA-Z0-9]$/

/** @param {KeyboardEvent} event @returns {Shortcut | undefined} */
export function shortcutFor(event) {
  const name = keyName(event)
  return SHORTCUTS.find(({ keys }) => keys.includes(name))
}

/** `mod+shift+z`, `?`, `shift+1`. @param {KeyboardEvent} event @returns {string} */
export function keyName({ key, code, ctrlKey, metaKey, shiftKey, altKey }) {
  if (altKey) return ""
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  const base = shiftKey && digit ? digit : key.length === 1 ? key.toLowerCase() : key
  const shift = shiftKey && !SHIFTED.test(base) ? "shift+" : ""
  return `${ctrlKey || metaKey ? "mod+" : ""}${shift}${base}`
}

const ARROWS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" }
const WORDS = { mod: "Ctrl", shift: "Shift", Delete: "Del", Escape: "Esc", ...ARROWS }

/** @param {string} key `mod+shift+z` @param {boolean} isMac @returns {string} `Ctrl+Shift+Z` */
export function keyLabel(key, isMac) {
  const parts = key === "mod++" ? ["mod", "+"] : key === "+" ? ["+"] : key.split("+")
  const words = /** @type {Record<string, string>} */ (isMac ? { ...WORDS, mod: "⌘", shift: "⇧" } : WORDS)
  return parts
    .map((part) => words[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(isMac ? "" : "+")
}
