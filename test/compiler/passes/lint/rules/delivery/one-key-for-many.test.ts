import assert from "node:assert/strict";
import { test } from "node:test";
import { route, told } from "../shop.ts";

test("each item has a reference of its own to be found by", () => {
  const idempotent = "{ verify: find, with: { reference: =input.reference }, found: =response }";
  const each = (steps: string) =>
    told(
      {
        idempotent,
        documents: [
          route([`{ name: all, each: =message.data.lines, as: line, index: i, steps: [${steps}] }`]),
        ],
      },
      "WB3508",
    );
  const direct = (reference: string) =>
    each(`{ name: one, call: erp.post, with: { reference: ${reference} } }`);
  assert.deepEqual(direct("=message.data.orderId"), ["error WB3508 erp.post"]);
  assert.deepEqual(direct("=line"), []);
  assert.deepEqual(direct('"=`${message.data.orderId}-${i}`"'), []);
  // The mapping takes the reference from the order, and only the note from the line.
  const mapped = (line: string) =>
    each(
      `{ name: request, map: order-to-posting, with: { order: =message.data, state: { orderId: ${line}, state: ${line} } } }, { name: one, call: erp.post, with: =request }`,
    );
  assert.deepEqual(mapped("=line"), ["error WB3508 erp.post"]);
});
