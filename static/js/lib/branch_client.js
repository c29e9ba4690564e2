// The addresses of one branch, spoken to in JSON.

/** @import {Answer, Letter} from "../state/outbox.js" */
/** @import {SceneDocument, ScenePatch} from "../state/scene.js" */

const FORBIDDEN =
  "You may look at this design, but not change it. Ask an owner of the workspace for the editor role."
const GONE = "This design is not there any more. Reload the page."
const BROKEN =
  "The server could not do that. Reload the page and try again; if it stays so, look at the server's log."
const SIGNED_OUT = "You are signed out. Reload the page to sign in again."
const TIMEOUT = 20_000

export class BranchClient {
  #addresses
  #csrf

  /** @param {DOMStringMap} addresses by resource: `changes`, `scene` … @param {string} csrf */
  constructor(addresses, csrf) {
    this.#addresses = addresses
    this.#csrf = csrf
  }

  /** @returns {Promise<SceneDocument>} */
  async scene() {
    const response = await fetch(this.#address("scene"), { headers: { Accept: "application/json" } })
    if (!response.ok) throw new Error(sentenceFor(response.status))
    return response.json()
  }

  /**
   * What happened after an edit: patches, or the whole scene when that is too long ago.
   * @param {number} seq @returns {Promise<SceneDocument | {patches: ScenePatch[]}>}
   */
  async since(seq) {
    const response = await fetch(`${this.#address("scene")}?since=${seq}`, {
      headers: { Accept: "application/json" },
    })
    if (!response.ok) throw new Error(sentenceFor(response.status))
    return response.json()
  }

  /** @param {Letter} letter @returns {Promise<Answer>} */
  async send({ resource, body, token }) {
    try {
      const response = await fetch(this.#address(resource), {
        method: "POST",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": this.#csrf,
        },
        // By its token the server knows an edit whose answer was lost.
        body: JSON.stringify({ ...body, token }),
        signal: AbortSignal.timeout(TIMEOUT),
      })
      return await answerOf(response)
    } catch {
      return { kind: "offline" }
    }
  }

  // Private

  /** @param {string} resource @returns {string} */
  #address(resource) {
    return /** @type {string} */ (this.#addresses[resource])
  }
}

/** @param {Response} response @returns {Promise<Answer>} */
async function answerOf(response) {
  if (response.ok) return { kind: "patch", patch: await response.json() }
  if ([502, 503, 504].includes(response.status)) return { kind: "offline" }
  const said = await response.json().catch(() => ({}))
  const message = said.message ?? sentenceFor(response.status)
  return response.status === 409 && said.clashes
    ? { kind: "clash", message, clashes: said.clashes }
    : { kind: "refused", message }
}

/** @param {number} status @returns {string} */
function sentenceFor(status) {
  if (status === 401) return SIGNED_OUT
  if (status === 403) return FORBIDDEN
  return status === 404 ? GONE : BROKEN
}
