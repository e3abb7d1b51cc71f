import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Json } from "../../../runtime/contract/json.ts";
import {
  binaryHeaders,
  isBinary,
  type Read,
  readBinary,
  readStructured,
  structured,
} from "../../../runtime/events/cloud-event.ts";
import type { CloudEvent } from "../../../runtime/events/port.ts";

const now = Date.UTC(2026, 0, 1);
const least = { specversion: "1.0", id: "1", source: "/shop", type: "order-accepted@1" };

function faultOf(read: Read): string {
  return "fault" in read ? read.fault : "";
}

const text = fc.string({ minLength: 1, unit: "grapheme" });
const events: fc.Arbitrary<CloudEvent> = fc.record(
  {
    specversion: fc.constant("1.0" as const),
    id: text,
    source: text,
    type: text,
    subject: text,
    time: fc.constant("2026-01-02T03:04:05.678Z"),
    datacontenttype: fc.constant("application/json" as const),
    dataschema: text,
    extensions: fc.dictionary(fc.stringMatching(/^x[a-z0-9]{0,10}$/), text, { minKeys: 1 }),
    data: fc.jsonValue(),
  },
  { requiredKeys: ["specversion", "id", "source", "type", "time", "datacontenttype", "data"] },
);

test("whatever an event says, it comes back from structured mode as it was", () => {
  fc.assert(
    fc.property(events, (event) => {
      const read = readStructured(JSON.parse(JSON.stringify(structured(event))) as Json, now);
      assert.deepEqual("event" in read && read.event, JSON.parse(JSON.stringify(event)));
    }),
  );
});

test("whatever an event says, its headers are printable ASCII and it comes back from binary mode as it was", () => {
  fc.assert(
    fc.property(events, (event) => {
      const headers = binaryHeaders(event);
      for (const value of Object.values(headers)) assert.match(value, /^[\x21-\x7e]*$/);
      assert.ok(isBinary(headers));
      const read = readBinary(headers, JSON.parse(JSON.stringify(event.data)) as Json, now);
      assert.deepEqual("event" in read && read.event, JSON.parse(JSON.stringify(event)));
    }),
  );
});

test("the binding's own example of percent-encoding is read and written", () => {
  const event = { ...least, subject: "Euro € 😀" };
  const read = readStructured(event, now);
  assert.ok("event" in read);
  assert.equal(binaryHeaders(read.event)["ce-subject"], "Euro%20%E2%82%AC%20%F0%9F%98%80");
});

test("what the standard requires is asked for, and what it allows is taken", () => {
  for (const missing of ["specversion", "id", "source", "type"])
    assert.notEqual(faultOf(readStructured({ ...least, [missing]: "" }, now)), "", missing);
  assert.equal(faultOf(readStructured({ ...least, specversion: "0.3" }, now)), "specversion is 1.0");
  assert.match(faultOf(readStructured({ ...least, time: "yesterday" }, now)), /RFC 3339/);
  assert.match(faultOf(readStructured({ ...least, datacontenttype: "text/xml" }, now)), /JSON/);
  assert.match(faultOf(readStructured({ ...least, data_base64: "AA==" }, now)), /data_base64/);
  assert.match(faultOf(readStructured({ ...least, traceParent: "x" }, now)), /small letters/);
  assert.match(faultOf(readStructured({ ...least, nested: {} }, now)), /nested/);
  assert.match(faultOf(readStructured([], now)), /object/);
  assert.match(faultOf(readBinary({ "ce-id": "%FF" }, null, now)), /percent/);
  const read = readStructured({ ...least, comexampleretries: 3, subject: null }, now);
  assert.deepEqual("event" in read && read.event, {
    ...least,
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    extensions: { comexampleretries: "3" },
    data: null,
  });
});
