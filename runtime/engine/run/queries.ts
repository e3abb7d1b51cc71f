import type { Engine, RunState, RunSummary, StepRecord } from "../port.ts";
import type { EndState, RunRow, Store } from "../store/port.ts";
import { parseRunId, runId } from "../store/run-id.ts";
import { stillAsked } from "./asked.ts";
import { type JsonCodec, readable } from "./json-codec.ts";
import { readEntry, stepRecord } from "./program/entry.ts";

/** So many runs of a state are looked at for one answer, whatever is asked of them: an answer costs the same however many there are. */
const looked = 1_000;

/** What can be asked about runs: all of it from the store, but which of the live ones moves at this moment, which the engine knows. */
export class Queries {
  readonly #store: Store;
  readonly #isMoving: (row: RunRow) => boolean;
  readonly #json: JsonCodec;

  constructor(store: Store, isMoving: (row: RunRow) => boolean, json: JsonCodec) {
    this.#store = store;
    this.#isMoving = isMoving;
    this.#json = json;
  }

  async run(id: string): Promise<RunSummary | undefined> {
    const row = await this.#row(id);
    return row === undefined ? undefined : this.#summary(row);
  }

  async find(key: string, limit: number): Promise<readonly RunSummary[]> {
    const [byKey, byId] = await Promise.all([this.#store.read("find", key, limit), this.#row(key)]);
    const rows = byId === undefined || byKey.some((row) => row.seq === byId.seq) ? byKey : [...byKey, byId];
    return rows
      .toSorted((one, other) => one.seq - other.seq)
      .slice(0, limit)
      .map((row) => this.#summary(row));
  }

  async history(id: string): Promise<readonly StepRecord[]> {
    const row = await this.#row(id);
    if (row === undefined) return [];
    const rows = await this.#store.read("steps", row.seq);
    return rows.map((step) => stepRecord(readEntry(step), (text) => readable(text, this.#json)));
  }

  async list(query: Parameters<Engine["runs"]>[0]): ReturnType<Engine["runs"]> {
    const { state, route, limit, before } = query;
    const rows = await this.#store.read(
      "runs",
      endStateOf(state),
      Number(before ?? Number.MAX_SAFE_INTEGER),
      looked,
    );
    const found = rows
      .filter((row) => route === undefined || row.route === route)
      .map((row) => ({ row, run: this.#summary(row) }));
    const meant = found.filter(({ run }) => state === undefined || run.state === state);
    const shown = meant.slice(0, limit);
    const last =
      meant.length > limit ? shown.at(-1)?.row.seq : rows.length === looked ? rows.at(-1)?.seq : undefined;
    return { runs: shown.map(({ run }) => run), ...(last === undefined ? {} : { next: String(last) }) };
  }

  async approvals({ role, limit }: Parameters<Engine["approvals"]>[0]): ReturnType<Engine["approvals"]> {
    const rows = await this.#store.read("approvals", role ?? null, 0, limit);
    return rows.map((row) => ({
      run: runId(row.seq, row.token),
      route: row.route,
      step: row.step,
      role: row.role,
      show: readable(row.show, this.#json),
      at: row.at,
      ...(row.deadline === null ? {} : { deadline: row.deadline }),
    }));
  }

  audit({ subject, limit }: Parameters<Engine["audit"]>[0]): ReturnType<Engine["audit"]> {
    return this.#store.read("audit", subject ?? null, limit);
  }

  async #row(id: string): Promise<RunRow | undefined> {
    const parsed = parseRunId(id);
    if (parsed === undefined) return undefined;
    const row = await this.#store.read("run", parsed.seq);
    return row?.token === parsed.token ? row : undefined;
  }

  #summary(row: RunRow): RunSummary {
    const state: RunState = row.state ?? (this.#isMoving(row) ? "running" : "waiting");
    return {
      run: runId(row.seq, row.token),
      route: row.route,
      build: row.build,
      ...(row.lane === null ? {} : { lane: row.lane }),
      state,
      ...(row.outcome === null || row.state === "paused" ? {} : { outcome: row.outcome }),
      acceptedAt: row.acceptedAt,
      updatedAt: row.endedAt ?? row.acceptedAt,
      // As `endInDeadLetter` wrote it.
      ...(row.reason === null ? {} : { reason: row.reason }),
      ...requestedOf(row),
      ...(row.error === null ? {} : { error: JSON.parse(row.error) as NonNullable<RunSummary["error"]> }),
    };
  }
}

function requestedOf(row: RunRow): Pick<RunSummary, "requested"> {
  if (row.state === "done" || row.state === "cancelled") return {};
  const asked = stillAsked(row);
  if (asked?.pause !== undefined) return { requested: "pause" };
  return asked?.cancel === undefined ? {} : { requested: "cancel" };
}

/** Null: live. Without a state the live ones are meant: those are what an operator works on. */
function endStateOf(state: RunState | undefined): EndState | null {
  return state === undefined || state === "waiting" || state === "running" ? null : state;
}
