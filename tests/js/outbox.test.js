import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { Outbox } from "../../static/js/state/outbox.js"

const letter = (token) => ({ resource: "changes", body: {}, token })
const arrived = (token) => ({ kind: "patch", patch: { summary: token } })

/** A network whose answers are written beforehand. */
function network(...answers) {
  const sent = []
  const send = async ({ token }) => {
    sent.push(token)
    return answers.shift() ?? arrived(token)
  }
  return { send, sent }
}

test("edits go out one at a time, in order", async () => {
  let underway = 0
  const outbox = new Outbox(async ({ token }) => {
    underway += 1
    await new Promise(setImmediate)
    assert.equal(underway, 1)
    underway -= 1
    return arrived(token)
  })
  const answers = await Promise.all(["a", "b", "c"].map((token) => outbox.put(letter(token))))
  assert.deepEqual(
    answers.map((answer) => answer.patch.summary),
    ["a", "b", "c"],
  )
  assert.equal(outbox.state, "saved")
})

test("a refusal does not hold up the edits behind it", async () => {
  const { send } = network({ kind: "refused", message: "No." })
  const outbox = new Outbox(send)
  const [first, second] = await Promise.all([outbox.put(letter("a")), outbox.put(letter("b"))])
  assert.deepEqual([first.kind, second.kind], ["refused", "patch"])
})

test("what the network loses is sent again, and nothing overtakes it", async () => {
  mock.timers.enable({ apis: ["setTimeout"] })
  const { send, sent } = network({ kind: "offline" }, { kind: "offline" })
  const outbox = new Outbox(send)
  const both = Promise.all([outbox.put(letter("a")), outbox.put(letter("b"))])
  await new Promise(setImmediate)
  assert.deepEqual([outbox.state, outbox.length, sent], ["offline", 2, ["a"]])
  mock.timers.tick(1000)
  await new Promise(setImmediate)
  assert.equal(outbox.state, "offline")
  mock.timers.tick(2000)
  await both
  assert.deepEqual([outbox.state, sent], ["saved", ["a", "a", "a", "b"]])
  mock.timers.reset()
})
