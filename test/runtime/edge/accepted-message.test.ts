import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "../../../runtime/contract/route.ts";
import { accept } from "../../../runtime/edge/accept.ts";
import { parseJson, stringifyJson } from "../../../runtime/library/json.ts";
import { bench, policy, program } from "../engine/embedded/bench-of.ts";

const route: Route<unknown> = {
  name: "orders",
  at: { file: "orders/route.yaml", line: 1 },
  trigger: { kind: "http", method: "POST", path: "/orders", synchronous: false },
  policy: policy(),
  graph: [],
  run: async () => ({ outcome: "done" }),
};

const message = { id: "m1", type: "orders", source: "http", headers: {}, data: {} };

test("a message is stored as its sender wrote it, and reads as it did when it came", async () => {
  const texts = [
    '{ "id": 1,\n "data": { "data": [ ] } }',
    '{"amount": 12345678901234567890.10, "small": 1e400}',
    String.raw`{"__proto__": {"a": 1}, "text": "\u00fc\ud800\u0000\"}"}`,
    '"text"',
    "[null]",
  ];
  for (const text of texts) {
    const { engine, store } = await bench({ json: { parse: parseJson, stringify: stringifyJson } });
    await engine.serve("one", [program("orders", async () => {})]);
    const data = parseJson(text);
    await accept(engine, route, { ...message, headers: { "x-shop": '"' }, data, text }, 0);
    const stored = (await store.read("input", 1)) ?? "";
    assert.ok(stored.includes(text), stored);
    const time = "1970-01-01T00:00:00.000Z";
    const { id, type, source } = message;
    assert.deepEqual(
      parseJson(stored),
      parseJson(stringifyJson({ id, type, source, time, headers: { "x-shop": '"' }, data })),
    );
  }
});

test("no header that lets somebody in is stored, be it a standard one or the route's own", async () => {
  const { engine, store } = await bench();
  await engine.serve("one", [program("orders", async () => {})]);
  const headers = { authorization: "Bearer s3cret", cookie: "s3cret", "x-key": "s3cret", "x-shop": "north" };
  await accept(engine, route, { ...message, headers, secretHeader: "X-Key", text: "{}" }, 0);
  const stored = JSON.parse((await store.read("input", 1)) ?? "") as { readonly headers: unknown };
  assert.deepEqual(stored.headers, { "x-shop": "north" });
});
