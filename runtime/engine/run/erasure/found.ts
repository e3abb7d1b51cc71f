import type { PersonalData } from "../../port.ts";
import type { EventRow, RunRow, Store } from "../../store/port.ts";
import { parseRunId } from "../../store/run-id.ts";
import { type JsonCodec, readable } from "../json-codec.ts";
import { readEntry } from "../program/entry.ts";
import { takerKey } from "../waits/event-key.ts";

/** Runs that one key finds at most. */
const most = 10_000;
/** Events that one read looks at. */
const page = 2_000;

export interface FoundRun {
  readonly row: RunRow;
  /** As it is stored. */
  readonly input: string;
  /** What it published, and what from outside started it or ended a wait of it. */
  readonly events: readonly EventRow[];
  /** Of those, and of an event that started it and that the store never had. */
  readonly types: ReadonlySet<string>;
}

/** The runs of a key, what they published, and the runs that took those events or waited for them, to the end. In the order of acceptance. */
export async function follow(
  store: Store,
  key: string,
  json: JsonCodec,
  personal: PersonalData,
): Promise<readonly FoundRun[]> {
  const found = new Map<number, FoundRun>();
  let next = await byKey(store, key);
  while (next.length > 0) {
    const fresh = next.filter(
      ({ seq }, at) => !found.has(seq) && next.findIndex((row) => row.seq === seq) === at,
    );
    const published = await publishedBy(store, fresh);
    for (const row of fresh) {
      const input = (await store.read("input", row.seq)) ?? "null";
      const origin = personal.origin(row.route, readable(input, json));
      const began = origin && (await store.read("eventFromOutside", origin.source, origin.id));
      const outside = [...(began === undefined ? [] : [began]), ...(await waitedFor(store, row))];
      const own = published.filter(({ seq }) => seq === row.seq);
      const events = [...own, ...outside];
      const types = new Set([...events.map(({ type }) => type), ...(origin?.type ? [origin.type] : [])]);
      found.set(row.seq, { row, input, events, types });
    }
    const events = fresh.flatMap(({ seq }) => found.get(seq)?.events ?? []);
    const taken = events.flatMap(({ id, position }) => [id, takerKey(position)]);
    next = (await Promise.all(taken.map((of) => store.read("find", of, most)))).flat();
  }
  return [...found.values()].toSorted((one, other) => one.row.seq - other.row.seq);
}

async function byKey(store: Store, key: string): Promise<readonly RunRow[]> {
  const found = await store.read("find", key, most);
  const parsed = parseRunId(key);
  const row = parsed && (await store.read("run", parsed.seq));
  return row === undefined || row.token !== parsed?.token ? found : [...found, row];
}

/** Events from outside that ended a wait of the run. Those of other runs are found by these. */
async function waitedFor(store: Store, { seq }: RunRow): Promise<readonly EventRow[]> {
  const took = (await store.read("steps", seq)).flatMap((step) => readEntry(step).head.took ?? []);
  const events = await Promise.all(took.map((position) => store.read("events", null, position - 1, 1)));
  return events.flat().filter((event) => event.seq === null && took.includes(event.position));
}

async function publishedBy(store: Store, rows: readonly RunRow[]): Promise<readonly EventRow[]> {
  if (rows.length === 0) return [];
  const numbers = rows.map(({ seq }) => seq);
  const found: EventRow[] = [];
  // What a run publishes comes after it was accepted.
  let after: number | null = await store.read("acceptedAfter", Math.min(...numbers));
  while (after !== null) {
    const looked: { readonly events: readonly EventRow[]; readonly next: number | null } = await store.read(
      "eventsBy",
      numbers,
      after,
      page,
    );
    found.push(...looked.events);
    after = looked.next;
  }
  return found;
}
