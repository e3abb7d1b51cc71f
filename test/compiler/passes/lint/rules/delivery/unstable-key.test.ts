import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

test("a key is of the message, and not of when it arrived", () => {
  const key = (text: string) => told({ documents: [route([call], { head: `key: ${text}` })] }, "WB3502");
  assert.deepEqual(key("=message.data.orderId"), []);
  assert.deepEqual(key("=`${message.data.orderId} timely`"), []);
  assert.deepEqual(key("=`${message.data.orderId} ${text(message.time)}`"), [
    "error WB3502 =`${message.data.orderId} ${text(message.time)}`",
  ]);
  assert.deepEqual(key('="orders"'), ['error WB3502 ="orders"']);
});

const parcels = (id: string, key: string) => `kind: System
metadata: { name: carrier, domain: orders }
spec:
  type: wms
  endpoints: { local: simulated }
  webhooks:
    moved:
      verify: { none: { reason: the network is closed } }
      id: ${id}
      payload: { type: object, required: [parcel, state], properties: { parcel: { type: string, minLength: 1 }, state: { enum: [left, arrived] } } }
---
${route(["{ end: seen }"], { name: "see-parcel", trigger: "{ webhook: carrier.moved }", head: `key: ${key}` })}`;

test("one of a few words tells no message from another", () => {
  const said = (id: string, key: string) => told({ documents: [parcels(id, key)] }, "WB3502");
  assert.deepEqual(said("=payload.state", "=message.id"), ["error WB3502 =payload.state"]);
  assert.deepEqual(said("=payload.parcel", "=message.data.state"), ["error WB3502 =message.data.state"]);
  assert.deepEqual(said("=payload.parcel", "=message.data.parcel"), []);
  assert.deepEqual(said("=payload.parcel", '"=`${message.data.parcel} ${message.data.state}`"'), []);
});
