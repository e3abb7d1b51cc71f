import type { Program } from "../port.ts";
import type { Store, Write } from "../store/port.ts";
import type { Clock } from "./clock.ts";

/** How long history is kept, milliseconds. */
export interface History {
  /** Absent: for ever. */
  readonly defaultMs?: number;
  readonly byRoute?: Readonly<Record<string, number>>;
}

/** Where it is noted how long each route is kept, for when no build has it any more. */
const area = "kept";

const everyMs = 60 * 60 * 1_000;
/** Between two pieces of one sweep: work goes first. */
const paceMs = 100;
const atATime = 500;
const sweepsADay = 24;

interface Kept {
  readonly keepMs: number;
  readonly lettersMs: number;
}

/** As it is noted. */
interface Noted extends Kept {
  /** When a process last served it, to an hour; ms since the epoch. */
  readonly at: number;
}

/** Routes that are kept equally long. */
interface Group extends Kept {
  readonly routes: readonly string[];
  /** These routes, or all but these. */
  readonly only: boolean;
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
 * 5. Each route's own times are noted while a build has it, and hold when none does any more: whoever shares the store keeps to them. A
 *    group that no process has served for as long as history is kept has no events kept for it.
 */
export class Retention {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #history: History;
  readonly #shared: boolean;
  /** Of this build. Undefined: for ever. */
  #served: ReadonlyMap<string, Kept | undefined> = new Map();
  #groups: readonly Group[] = [];
  #sweeps = 0;
  #cancel: () => void = () => undefined;
  #stopped = false;

  /** `shared`: routes that this build has not may be another service's; of one that nobody has noted nothing is removed. */
  constructor(store: Store, clock: Clock, history: History, shared: boolean) {
    this.#store = store;
    this.#clock = clock;
    this.#history = history;
    this.#shared = shared;
  }

  /** Before `start`, and with each build, before its groups take part. */
  async serve(programs: readonly Program[]): Promise<void> {
    this.#served = new Map(programs.map((program) => [program.route, keptOf(program, this.#history)]));
    this.#groups = [];
    // A start on a full disk must not fail for want of a note, which the next sweep writes.
    await this.#note().catch(() => undefined);
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
    const noted = await this.#note();
    if (daily || this.#groups.length === 0) this.#groups = this.#all(noted);
    for (const group of this.#groups) await this.#pieces((after) => this.#purge(group, after), group.after);
    const { defaultMs } = this.#history;
    if (defaultMs !== undefined) {
      const before = this.#clock.now() - defaultMs;
      if (this.#shared) await this.#retire(noted, before);
      await this.#pieces(() => this.#store.write([["purgeEvents", before, atATime]]), "");
    }
    if (daily) await this.#pieces((after) => this.#store.write([["purgeKeys", after, atATime]]), "");
  }

  /** Writes down what changed, and that this process is there. Answers what is known of all routes. */
  async #note(): Promise<ReadonlyMap<string, Noted>> {
    const rows = await this.#store.read("notes", area);
    // As it is written below.
    const noted = new Map(rows.map(([route, text]) => [route, JSON.parse(text) as Noted]));
    const now = this.#clock.now();
    const changed: Write[] = [];
    for (const [route, kept] of this.#served) {
      const known = noted.get(route);
      if (kept === undefined) {
        if (noted.delete(route)) changed.push(["note", area, route, null]);
        continue;
      }
      const fresh = !this.#shared || now - (known?.at ?? 0) < everyMs / 2;
      if (known?.keepMs === kept.keepMs && known.lettersMs === kept.lettersMs && fresh) continue;
      noted.set(route, { ...kept, at: now });
      changed.push(["note", area, route, JSON.stringify({ ...kept, at: now })]);
    }
    if (changed.length > 0) await this.#store.write(changed);
    return noted;
  }

  #all(noted: ReadonlyMap<string, Noted>): readonly Group[] {
    const groups = groupsOf(noted);
    const { defaultMs } = this.#history;
    if (defaultMs === undefined || this.#shared) return groups;
    // Routes of before there were notes: as long as the longest, for what they promised is not known.
    const keepMs = Math.max(defaultMs, ...groups.map((group) => group.keepMs));
    const lettersMs = Math.max(defaultMs, ...groups.map((group) => group.lettersMs));
    return [
      ...groups,
      {
        routes: [...new Set([...noted.keys(), ...this.#served.keys()])],
        only: false,
        keepMs,
        lettersMs,
        after: 0,
      },
    ];
  }

  /** Groups of routes that nobody has served since then. */
  async #retire(noted: ReadonlyMap<string, Noted>, since: number): Promise<void> {
    const groups = (await this.#store.read("consumers")).filter(({ served }) => served === 1);
    const left = groups.filter(({ name }) => (noted.get(name)?.at ?? Number.POSITIVE_INFINITY) >= since);
    if (left.length < groups.length) await this.#store.write([["retire", left.map(({ name }) => name)]]);
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

/** How long runs of a route and their letters are kept, where that has an end. */
function keptOf({ route, policy }: Program, { defaultMs, byRoute = {} }: History): Kept | undefined {
  const historyMs = byRoute[route] ?? defaultMs;
  if (historyMs === undefined) return undefined;
  return { keepMs: Math.max(historyMs, policy.idempotencyMs), lettersMs: policy.deadLetter.retentionMs };
}

/** One for all routes that are kept alike. */
function groupsOf(routes: ReadonlyMap<string, Kept>): readonly Group[] {
  const alike = Map.groupBy(routes, ([, { keepMs, lettersMs }]) => `${keepMs} ${lettersMs}`);
  return [...alike.values()].flatMap((same) => {
    const [[, kept] = []] = same;
    return kept === undefined
      ? []
      : [{ ...kept, routes: same.map(([route]) => route), only: true, after: 0 }];
  });
}
