import type { Program } from "../port.ts";
import type { Store } from "../store/port.ts";
import type { Clock } from "./clock.ts";

/** How long history is kept, milliseconds. */
export interface History {
  /** Absent: for ever. */
  readonly defaultMs?: number;
  readonly byRoute?: Readonly<Record<string, number>>;
}

const everyMs = 60 * 60 * 1_000;
/** Between two pieces of one sweep: work goes first. */
const paceMs = 100;
const atATime = 500;
const sweepsADay = 24;

/** Routes that are kept equally long. */
interface Group {
  readonly routes: readonly string[];
  /** These routes, or all but these. */
  readonly only: boolean;
  readonly keepMs: number;
  readonly lettersMs: number;
  /** Runs up to this number were looked at when their time had come. */
  after: number;
}

/**
 * Removes what is over after its time. Owns: how far each sweep is.
 *
 * 1. Never before the time its idempotency keys and its dead letters are promised for: history that is kept shorter would let a message in twice.
 * 2. In small pieces, each one commit that looks at so many rows and no more.
 * 3. A run is looked at once when its time has come, and again once a day: what was not over then.
 * 4. Open dead letters, paused runs and events that a served group has not taken stay.
 */
export class Retention {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #history: History;
  readonly #shared: boolean;
  #groups: readonly Group[] = [];
  #sweeps = 0;
  #cancel: () => void = () => undefined;
  #stopped = false;

  /** `shared`: routes that this build has not may be another service's, who knows how long they are promised for. */
  constructor(store: Store, clock: Clock, history: History, shared: boolean) {
    this.#store = store;
    this.#clock = clock;
    this.#history = history;
    this.#shared = shared;
  }

  /** Before `start`, and with each build. */
  serve(programs: readonly Program[]): void {
    this.#groups = groupsOf(programs, this.#history, this.#shared);
  }

  start(): void {
    const { defaultMs, byRoute = {} } = this.#history;
    if (defaultMs === undefined && Object.keys(byRoute).length === 0) return;
    this.#later(everyMs, () => this.#sweep());
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  async #sweep(): Promise<void> {
    const daily = this.#sweeps++ % sweepsADay === 0;
    if (daily) for (const group of this.#groups) group.after = 0;
    for (const group of this.#groups) await this.#pieces((after) => this.#purge(group, after), group.after);
    const { defaultMs } = this.#history;
    if (defaultMs !== undefined) {
      const before = this.#clock.now() - defaultMs;
      await this.#pieces(() => this.#store.write([["purgeEvents", before, atATime]]), "");
    }
    if (daily) await this.#pieces((after) => this.#store.write([["purgeKeys", after, atATime]]), "");
  }

  async #purge(group: Group, after: number): Promise<number | null> {
    const now = this.#clock.now();
    const { routes, only, keepMs, lettersMs } = group;
    const last = await this.#store.write([
      ["purge", after, now - keepMs, now - lettersMs, atATime, routes, only],
    ]);
    if (last === null) return null;
    group.after = Number(last);
    return group.after;
  }

  async #pieces<At>(piece: (after: At) => Promise<At | null>, from: At): Promise<void> {
    for (let at: At | null = from; at !== null && !this.#stopped; ) {
      at = await piece(at);
      if (at !== null) await new Promise<void>((resolve) => this.#timer(paceMs, resolve));
    }
  }

  #later(ms: number, work: () => Promise<void>): void {
    this.#timer(ms, () => {
      // What the store refuses now is tried again by the next sweep.
      void work()
        .catch(() => undefined)
        .then(() => this.start());
    });
  }

  #timer(ms: number, fire: () => void): void {
    if (!this.#stopped) this.#cancel = this.#clock.timer(this.#clock.now() + ms, fire);
  }
}

function groupsOf(
  programs: readonly Program[],
  { defaultMs, byRoute = {} }: History,
  shared: boolean,
): readonly Group[] {
  const kept = programs.flatMap(({ route, policy }) => {
    const historyMs = byRoute[route] ?? defaultMs;
    if (historyMs === undefined) return [];
    return [
      { route, keepMs: Math.max(historyMs, policy.idempotencyMs), lettersMs: policy.deadLetter.retentionMs },
    ];
  });
  const alike = Map.groupBy(kept, ({ keepMs, lettersMs }) => `${keepMs} ${lettersMs}`);
  const groups = [...alike.values()].flatMap((same): Group[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { keepMs, lettersMs } = first;
    return [{ routes: same.map(({ route }) => route), only: true, keepMs, lettersMs, after: 0 }];
  });
  if (defaultMs === undefined || shared) return groups;
  // Routes that no build has any more: as long as the longest, for what they promised is not known.
  const keepMs = Math.max(defaultMs, ...groups.map((group) => group.keepMs));
  const lettersMs = Math.max(defaultMs, ...groups.map((group) => group.lettersMs));
  const others = { routes: programs.map(({ route }) => route), only: false, keepMs, lettersMs, after: 0 };
  return [...groups, others];
}
