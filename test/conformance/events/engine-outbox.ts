import type { EmbeddedEngine } from "../../../runtime/engine/embedded/index.ts";
import type { Outbox } from "../../../runtime/events/broker.ts";

/** The embedded engine's log as an outbox: what a step commits stands in it, and a note says how far it was carried. */
export function outboxOf(engine: EmbeddedEngine): Outbox {
  const done = async (position: string): Promise<void> => engine.notes.write("outbox", "position", position);
  return {
    async pending(limit) {
      const after = (await engine.notes.read("outbox")).get("position");
      return engine.events.read({ limit, ...(after === undefined ? {} : { after }) });
    },
    async published(entries) {
      const last = entries.at(-1);
      if (last !== undefined) await done(last.position);
    },
    refused: ({ position }) => done(position),
    listen(told) {
      const timer = setInterval(told, 20);
      return () => clearInterval(timer);
    },
  };
}
