import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outbox, OutboxEntry } from "../../../../runtime/events/broker.ts";
import { type Appended, type Appender, Untakable } from "../../../../runtime/events/kafka/appender.ts";
import { Relay } from "../../../../runtime/events/kafka/relay.ts";
import { outside } from "../../engine/embedded/events/events-of.ts";

/** An outbox in memory, and a log that refuses for ever what has `huge` in it. */
function parts(ids: readonly string[]) {
  const left: OutboxEntry[] = ids.map((id) => ({ position: id, event: outside(id) }));
  const log: string[] = [];
  const refused: string[] = [];
  const done = Promise.withResolvers<void>();
  const drop = (entries: readonly OutboxEntry[]): void => {
    left.splice(0, entries.length);
    if (left.length === 0) done.resolve();
  };
  const outbox: Outbox = {
    pending: async (limit) => left.slice(0, limit),
    published: async (entries) => drop(entries),
    refused: async (entry, reason) => {
      refused.push(`${entry.position}: ${reason}`);
      drop([entry]);
    },
    listen: () => () => undefined,
  };
  const append = async (records: readonly Appended[]): Promise<void> => {
    const values = records.map(({ value }) => value.toString());
    if (values.some((value) => value.includes("huge"))) throw new Untakable("MESSAGE_TOO_LARGE");
    log.push(...values);
  };
  const appender = { append } as unknown as Appender; // all that a relay asks of one
  return { outbox, appender, log, refused, done: done.promise };
}

test("what the broker will never take is refused by itself, and those around it are published in order", async () => {
  const { outbox, appender, log, refused, done } = parts(["1", "2", "huge", "3", "4"]);
  const relay = new Relay({ outbox, appender, prefix: "", trouble: assert.fail });
  relay.goOn();
  await done;
  await relay.close();
  assert.deepEqual(log, ['"1"', '"2"', '"3"', '"4"']);
  assert.deepEqual(refused, ["huge: MESSAGE_TOO_LARGE"]);
});
