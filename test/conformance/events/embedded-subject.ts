import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedEngine, openStore, type Store } from "../../../runtime/engine/embedded/index.ts";
import { backlog, EngineUnderEvents } from "./engine-under-events.ts";
import type { EventSubject } from "./subject.ts";

/** The embedded engine's own log. */
export async function embeddedSubject(): Promise<EventSubject> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-conformance-"));
  let store: Store;
  const under = new EngineUnderEvents(async () => {
    store = await openStore({ file: join(folder, "store.db") });
    return new EmbeddedEngine({ store, backlog });
  });
  await under.open();
  return {
    get events() {
      return under.engine.events;
    },
    serve: (takers) => under.serve(takers, true),
    publish: (...events) => under.publish(events),
    taken: (wanted) => under.taken.filter(({ route }) => route === wanted),
    gate: (shut) => under.gate(shut),
    backlog: () => under.unfinished(),
    async restart() {
      await under.close();
      await under.open();
    },
    async spoil(type, subject) {
      await store.write([["event", "spoilt", "urn:t", type, subject, Date.now(), null, "{", "{"]]);
    },
    putAside: async () => 0,
    async expire() {
      await store.write([["purgeEvents", Date.now() + 1, 10_000]]);
    },
    async close() {
      await under.close();
      await rm(folder, { recursive: true });
    },
  };
}
