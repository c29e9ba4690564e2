// Edits of others, as the server tells them.

/** @import {ScenePatch} from "../state/scene.js" */

/**
 * @param {string} address of the branch's events
 * @param {{onPatch: (patch: ScenePatch) => void, onOpen: () => void}} listener `onOpen` at each (re)connection
 * @returns {() => void} ends it
 */
export function listen(address, { onPatch, onOpen }) {
  const source = new EventSource(address)
  source.addEventListener("patch", (event) => onPatch(JSON.parse(event.data)))
  source.addEventListener("open", onOpen)
  return () => source.close()
}
