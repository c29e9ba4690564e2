// Edits of others, as the server tells them.

/** @import {ScenePatch} from "../state/scene.js" */

const PATIENCE = 2000
const RETRY = 5000

/**
 * @typedef {object} Listener
 * @property {(patch: ScenePatch) => void} onPatch
 * @property {() => void} onOpen  at each (re)connection
 * @property {() => void} onLost  when there has been no connection for two seconds
 */

/**
 * @param {string} address of the branch's events
 * @param {Listener} listener
 * @returns {() => void} ends it
 */
export function listen(address, listener) {
  /** @type {EventSource} */
  let source
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let losing
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retrying

  function connect() {
    source = new EventSource(address)
    source.addEventListener("patch", (event) => listener.onPatch(JSON.parse(event.data)))
    source.addEventListener("open", () => {
      clearTimeout(losing)
      losing = undefined
      listener.onOpen()
    })
    source.addEventListener("error", () => {
      losing ??= setTimeout(listener.onLost, PATIENCE)
      // Browsers reconnect after a break, but not after an answer such as 502.
      if (source.readyState === EventSource.CLOSED) retrying = setTimeout(connect, RETRY)
    })
  }

  connect()
  return () => {
    clearTimeout(losing)
    clearTimeout(retrying)
    source.close()
  }
}
