import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../../../runtime/contract/json.ts";
import { eventOf, type IncomingRecord, recordOf } from "../../../../runtime/events/kafka/record.ts";
import type { CloudEvent } from "../../../../runtime/events/port.ts";
import { parseJson } from "../../../../runtime/library/json.ts";

const event: CloudEvent = {
  specversion: "1.0",
  id: "1",
  source: "urn:größe:100%",
  type: "ordered@1",
  subject: "a b",
  time: "2026-01-01T00:00:00Z",
  datacontenttype: "application/json",
  extensions: { traceparent: "00-1", note: "é%41" },
  data: { text: "🧵" },
};

function incoming(
  value: string | Buffer | null,
  headers: Readonly<Record<string, string | Buffer>> = {},
): IncomingRecord {
  return {
    partition: 0,
    offset: 1n,
    timestamp: Date.UTC(2026, 0, 2),
    key: null,
    value: value === null ? null : Buffer.from(value),
    headers: Object.entries(headers).map(([name, word]) => [Buffer.from(name), Buffer.from(word)] as const),
  };
}

const binary = { ce_specversion: "1.0", ce_id: "1", ce_source: "/s", ce_type: "ordered@1" };

function faultOf(record: IncomingRecord): string | undefined {
  const read = eventOf(record, "ordered@1");
  return "fault" in read ? read.fault : undefined;
}

test("an event is the same after the way there and back", () => {
  const { key, value, headers } = recordOf(event);
  assert.equal(key.toString(), "a b");
  assert.deepEqual(eventOf({ ...incoming(value), headers: [...headers] }, "ordered@1"), { event });
});

test("the key is what has to stay together: partitionkey, else the subject, else nothing does", () => {
  const { subject: _, extensions: __, ...alone } = event;
  assert.equal(recordOf({ ...event, extensions: { partitionkey: "p" } }).key.toString(), "p");
  assert.equal(recordOf(alone).key.toString(), "1");
});

test("numbers keep their digits", () => {
  const data = parseJson("12345678901234567890.10") as Json;
  assert.equal(recordOf({ ...event, data }).value.toString(), "12345678901234567890.10");
});

test("structured mode is read, with the record's time where the event has none", () => {
  const { data, time: _, extensions: __, ...attributes } = event;
  const record = incoming(JSON.stringify({ ...attributes, data }), {
    "content-type": "application/cloudevents+json; charset=UTF-8",
  });
  const { extensions: ___, ...expected } = event;
  assert.deepEqual(eventOf(record, "ordered@1"), {
    event: { ...expected, time: "2026-01-02T00:00:00.000Z" },
  });
});

test("an event without a value has null as its data, and headers of others are left alone", () => {
  const read = eventOf(incoming(null, { ...binary, other: Buffer.from([0xff]) }), "ordered@1");
  assert.equal("event" in read && read.event.data, null);
});

test("what is no event says why", () => {
  assert.match(faultOf(incoming("{}")) ?? "", /neither ce_specversion/);
  assert.match(faultOf(incoming("{", binary)) ?? "", /JSON/);
  assert.match(faultOf(incoming(Buffer.from([0xff]), binary)) ?? "", /no UTF-8/);
  assert.match(faultOf(incoming("1", { ...binary, ce_id: Buffer.from([0xff]) })) ?? "", /no UTF-8/);
  assert.match(
    faultOf(incoming("1", { ...binary, ce_type: "shipped@1" })) ?? "",
    /of type shipped@1 in the topic of ordered@1/,
  );
  assert.match(faultOf(incoming("1", { ...binary, "content-type": "text/plain" })) ?? "", /datacontenttype/);
  assert.match(
    faultOf(incoming("[]", { "content-type": "application/cloudevents-batch+json" })) ?? "",
    /batch/,
  );
});
