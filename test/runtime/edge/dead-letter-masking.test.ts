import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../runtime/contract/failure.ts";
import { listDeadLetters, showDeadLetter } from "../../../runtime/edge/admin/dead-letters.ts";
import { bench, command, program } from "../engine/embedded/bench-of.ts";

const request = (id = "1") => ({
  method: "GET",
  url: new URL("http://edge/admin/deadletters"),
  headers: {},
  body: Buffer.alloc(0),
  parameters: { id },
  remoteAddress: "",
});

test("of a route this build no longer has, a dead letter shows nothing of the message", async () => {
  const { engine } = await bench();
  await engine.serve("one", [
    program("gone", async () => {
      throw new Failure("refused", "no customer anna@example.com");
    }),
  ]);
  await engine.accept(command("gone", { id: "m1", data: { email: "anna@example.com", total: 19 } }));
  await engine.settled();
  for (const handler of [listDeadLetters(engine, []), showDeadLetter(engine, [])]) {
    const { body = "" } = await handler(request());
    assert.match(body, /"route":"gone"/);
    assert.doesNotMatch(body, /anna/);
  }
});
