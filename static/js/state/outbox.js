// Edits on their way to the server, one at a time and in order. What the network loses is sent again.

/** @import {Clash} from "./changes.js" */
/** @import {ScenePatch} from "./scene.js" */

/**
 * @typedef {{resource: string, body: object, token: string}} Letter  `resource` names an address: changes, placements, undo …; the token stays the same when a letter is sent again
 */
/**
 * @typedef {{kind: "patch", patch: ScenePatch}
 *   | {kind: "clash", message: string, clashes: Clash[]}
 *   | {kind: "refused", message: string}
 *   | {kind: "offline"}} Answer
 */
/** @typedef {"saved" | "saving" | "offline"} SaveState */
/** @typedef {{letter: Letter, answered: (answer: Answer) => void}} Waiting */

const FIRST_RETRY = 1000
const LAST_RETRY = 15_000

export class Outbox extends EventTarget {
  /** @type {SaveState} */
  state = "saved"
  /** @type {Waiting[]} */
  #queue = []
  #isSending = false
  #retry = FIRST_RETRY
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #send

  /** @param {(letter: Letter) => Promise<Answer>} send */
  constructor(send) {
    super()
    this.#send = send
  }

  get length() {
    return this.#queue.length
  }

  /** @param {Letter} letter @returns {Promise<Answer>} never `offline`: that is waited out */
  put(letter) {
    return new Promise((answered) => {
      this.#queue.push({ letter, answered })
      if (this.state !== "offline") this.#enter("saving")
      void this.flush()
    })
  }

  /** Tries now, for instance because the network is back. */
  async flush() {
    if (this.#isSending) return
    clearTimeout(this.#timer)
    this.#isSending = true
    while (this.#queue.length > 0 && (await this.#sendFirst()));
    this.#isSending = false
    if (this.#queue.length === 0) this.#enter("saved")
  }

  // Private

  /** @returns {Promise<boolean>} whether it arrived */
  async #sendFirst() {
    const { letter, answered } = this.#queue[0]
    const answer = await this.#send(letter)
    if (answer.kind === "offline") {
      this.#waitAndRetry()
      return false
    }
    this.#queue.shift()
    this.#retry = FIRST_RETRY
    if (this.#queue.length > 0) this.#enter("saving")
    answered(answer)
    return true
  }

  #waitAndRetry() {
    this.#enter("offline")
    this.#timer = setTimeout(() => void this.flush(), this.#retry)
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY)
  }

  /** @param {SaveState} state */
  #enter(state) {
    this.state = state
    this.dispatchEvent(new CustomEvent("change"))
  }
}
