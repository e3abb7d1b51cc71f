import assert from "node:assert/strict";
import { test } from "node:test";
import { type BackUp, backup } from "../../../runtime/edge/admin/backup.ts";
import type { EdgeRequest, EdgeResponse } from "../../../runtime/edge/request.ts";
import { StoreError } from "../../../runtime/engine/store/port.ts";

const made = { file: "/backups/estate.db", bytes: 4096, durationMs: 5 };

function order(text: string): EdgeRequest {
  return {
    method: "POST",
    url: new URL("http://127.0.0.1/admin/backup"),
    headers: { "content-type": "application/json" },
    body: Buffer.from(text),
    parameters: {},
    remoteAddress: "127.0.0.1",
  };
}

function titleOf({ body }: EdgeResponse): string {
  return (JSON.parse(body ?? "{}") as { readonly title: string }).title;
}

test("who asked for a backup, and why, is handed on; the answer says where it is and holds nothing of it", async () => {
  const asked: unknown[] = [];
  const handler = backup(async (decision) => (asked.push(decision), made));
  const answer = await handler(order('{"by":"jo","reason":"before the upgrade"}'));
  assert.deepEqual([answer.status, JSON.parse(answer.body ?? "")], [200, made]);
  assert.deepEqual(asked, [{ by: "jo", reason: "before the upgrade" }]);
});

test("without a folder for them, and while one is made, there is no backup", async () => {
  assert.equal((await backup(undefined)(order("{}"))).status, 409);
  const { promise, resolve } = Promise.withResolvers<typeof made>();
  const handler = backup(() => promise);
  const first = handler(order("{}"));
  const second = await handler(order("{}"));
  assert.deepEqual([second.status, titleOf(second)], [409, "A backup is under way"]);
  resolve(made);
  assert.equal((await first).status, 200);
  assert.equal((await handler(order("{}"))).status, 200);
});

test("a disk that is full is told as that, and the next try may succeed", async () => {
  let full = true;
  const backUp: BackUp = async () => {
    if (full) throw new StoreError("full", "The disk is full.");
    return made;
  };
  const handler = backup(backUp);
  const refused = await handler(order("{}"));
  assert.deepEqual([refused.status, titleOf(refused)], [507, "The backup could not be written"]);
  full = false;
  assert.equal((await handler(order("{}"))).status, 200);
});
