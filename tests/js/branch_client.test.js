import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { BranchClient } from "../../static/js/lib/branch_client.js"
import { Outbox } from "../../static/js/state/outbox.js"

const client = new BranchClient({ undo: "/undo/" }, "csrf")
const letter = { resource: "undo", body: { session: "tab" }, token: "t-1" }

/** Puts a fetch in place whose answers are written beforehand. Returns the bodies that were sent. */
function answering(...answers) {
  const bodies = []
  mock.method(globalThis, "fetch", async (_address, { body }) => {
    bodies.push(JSON.parse(body))
    const answer = answers.shift()
    if (answer instanceof Error) throw answer
    return answer
  })
  return bodies
}

test("an edit whose answer was lost is sent again with the same token", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const bodies = answering(new TypeError("The network is away."), Response.json({ seq: 4 }))
  const answer = new Outbox((letter) => client.send(letter)).put(letter)
  await new Promise(setImmediate)
  mock.timers.tick(1000)
  assert.deepEqual(await answer, { kind: "patch", patch: { seq: 4 } })
  assert.deepEqual(bodies, [
    { session: "tab", token: "t-1" },
    { session: "tab", token: "t-1" },
  ])
  mock.timers.reset()
})

test("a refusal is told in the server's words", async () => {
  answering(Response.json({ message: "No." }, { status: 422 }))
  assert.deepEqual(await client.send(letter), { kind: "refused", message: "No." })
})
