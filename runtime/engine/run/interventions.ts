import { crashPoint } from "../crash-point.ts";
import { type Decision, EngineRefusal } from "../port.ts";
import type { AuditWrite, RunRow, Store, Write } from "../store/port.ts";
import { parseRunId, runId } from "../store/run-id.ts";
import { type Asked, stillAsked, withoutPause, writeAsked } from "./asked.ts";
import type { Clock } from "./clock.ts";
import { recordsOf } from "./dead-letters.ts";
import type { JsonCodec } from "./json-codec.ts";
import type { LiveRun } from "./live-run.ts";
import type { Movement, Word } from "./movement.ts";
import { type Entry, readEntry } from "./program/entry.ts";
import { reopenWrites } from "./redrive.ts";
import { opened } from "./restart.ts";
import { giveUp, MovedOn, revive, unwaited } from "./stopped.ts";

/** How often a word looks at a run that others change at the same moment. */
const looks = 8;

export interface InterventionsOptions {
  readonly store: Store;
  readonly movement: Movement;
  readonly clock: Clock;
  readonly json: JsonCodec;
  /** The build that is served. */
  build(): string;
}

/**
 * What people do to runs: cancel, pause, resume, restart. Not: how a running one is interrupted, which who moves it does (`Movement`).
 *
 * 1. What is asked is on stable storage, with who asked and why, when the call resolves; it is done at the run's next step boundary.
 * 2. Of words that come at one moment, also to two processes, each finds what the one before it made of the run: it is decided anew, and
 *    refused where there is nothing left to do. None is lost.
 * 3. A run stands still for one reason. Who moves it on closes its dead letter, where it has one, in the same commit.
 */
export class Interventions {
  readonly #options: InterventionsOptions;

  constructor(options: InterventionsOptions) {
    this.#options = options;
  }

  cancel(id: string, how: Decision & { readonly compensate: boolean }): Promise<void> {
    return this.#decided(id, (row) => this.#cancel(id, row, how));
  }

  pause(id: string, decision: Decision): Promise<void> {
    return this.#decided(id, (row) => this.#pause(id, row, decision));
  }

  resume(id: string, decision: Decision): Promise<void> {
    return this.#decided(id, (row) => this.#resume(id, row, decision));
  }

  restart(
    id: string,
    how: Decision & { readonly fromStep: string; readonly force?: boolean },
  ): Promise<void> {
    return this.#decided(id, (row) => this.#restart(id, row, how));
  }

  async #cancel(
    id: string,
    row: RunRow,
    { compensate, by, reason = "not given" }: Decision & { readonly compensate: boolean },
  ): Promise<void> {
    const { movement, clock } = this.#options;
    const asked: Asked = { cancel: { compensate, by, reason } };
    const detail = `${compensate ? "and undo" : "and leave what is done"}: ${reason}`;
    const word: Word = { action: "cancel", by, detail };
    const live = movement.live(row);
    if (live !== undefined) {
      if (movement.isHomeless(live)) return this.#end(row, live, compensate, word, reason);
      return movement.ask(
        live,
        (before) => {
          if (before?.cancel !== undefined) throw asksAlready(id, "cancelled", before.cancel);
          return { ...before, ...asked };
        },
        word,
      );
    }
    mustStand(row, "cancel");
    if (compensate && row.outcome === "build") throw foreign(row);
    const entries = await this.#entries(row);
    if (compensate && entries.length > 0)
      return this.#revive(row, { asked, build: row.build, entries, word });
    const also = await this.#given(row, entries, word);
    await giveUp(this.#options, row, {
      reason: `${by}: ${reason}`,
      at: clock.now(),
      also,
      what: `Run ${id}`,
    });
    crashPoint("cancelled");
  }

  async #pause(id: string, row: RunRow, { by, reason = "not given" }: Decision): Promise<void> {
    const { movement } = this.#options;
    const live = movement.live(row);
    if (live === undefined) throw new EngineRefusal("conflict", `${standing(row)}.`);
    const word: Word = { action: "pause", by, detail: reason };
    await movement.ask(
      live,
      (before) => {
        if (before?.pause !== undefined) throw asksAlready(id, "paused", before.pause);
        return { ...before, pause: { by, reason } };
      },
      word,
    );
  }

  async #resume(id: string, row: RunRow, { by, reason = "" }: Decision): Promise<void> {
    const { movement, store } = this.#options;
    const live = movement.live(row);
    const word: Word = { action: "resume", by, detail: reason };
    if (live !== undefined)
      return movement.ask(
        live,
        (before) => {
          if (before?.pause === undefined) throw new EngineRefusal("conflict", `Run ${id} is not paused.`);
          return withoutPause(before);
        },
        word,
      );
    mustStand(row, "resume");
    const letter = await store.read("openLetter", row.seq);
    if (letter !== undefined)
      throw new EngineRefusal(
        "conflict",
        `Run ${id} was stopped by dead letter ${letter}: redrive or discard that.`,
      );
    // Whom the new build stopped goes on in it; whom a person stopped may yet be stopped by the build.
    const build = row.outcome === "build" ? this.#options.build() : row.build;
    await this.#revive(row, { asked: stillAsked(row), build, entries: [], word });
  }

  async #restart(
    id: string,
    row: RunRow,
    {
      fromStep,
      by,
      reason,
      force = false,
    }: Decision & { readonly fromStep: string; readonly force?: boolean },
  ): Promise<void> {
    mustStand(row, "restart");
    const entries = await this.#entries(row);
    const again = opened(id, entries, fromStep, force && reason !== undefined);
    const detail = `from ${fromStep}${reason === undefined ? "" : `: ${reason}`}`;
    await this.#revive(row, {
      asked: stillAsked(row),
      build: this.#options.build(),
      entries,
      again,
      word: { action: "restart", by, detail },
    });
  }

  /** A word that finds another one's deed instead of what it looked at looks again. */
  async #decided(id: string, decide: (row: RunRow) => Promise<void>): Promise<void> {
    for (let looked = 1; ; looked += 1) {
      try {
        return await decide(await this.#row(id));
      } catch (error) {
        if (!(error instanceof MovedOn) || looked === looks) throw error;
      }
    }
  }

  /** Ends a run that is live and that this build can not move. */
  async #end(row: RunRow, live: LiveRun, compensate: boolean, word: Word, reason: string): Promise<void> {
    if (compensate) throw homeless(row);
    const { clock, store, movement } = this.#options;
    const why = `${word.by}: ${reason}`;
    await store.write([
      ["end", row.seq, "cancelled", null, null, row.build, clock.now(), why, null, null],
      ...(await this.#given(row, await this.#entries(row), word)),
    ]);
    movement.drop(live);
  }

  async #revive(
    row: RunRow,
    how: {
      readonly asked: Asked | undefined;
      readonly build: string;
      readonly entries: readonly Entry[];
      /** Of the entries: those to do again. */
      readonly again?: readonly Entry[];
      readonly word: Word;
    },
  ): Promise<void> {
    const { asked, build, entries, again = [], word } = how;
    const id = runId(row.seq, row.token);
    await revive(this.#options, row, {
      build,
      asked: writeAsked(asked),
      audit: this.#audit(id, word),
      also: [...(await this.#closing(row, "redriven", entries)), ...reopenWrites(row.seq, entries, again)],
      what: `Run ${id}`,
    });
    crashPoint("revived");
  }

  /** What belongs to a run that is given up. */
  async #given(row: RunRow, entries: readonly Entry[], word: Word): Promise<readonly Write[]> {
    return [
      ["audit", ...this.#audit(runId(row.seq, row.token), word)],
      ...(await this.#closing(row, "discarded", entries)),
      ...unwaited(row.seq, entries),
    ];
  }

  /** Its dead letter, where one is open. */
  async #closing(
    row: RunRow,
    state: "redriven" | "discarded",
    entries: readonly Entry[],
  ): Promise<readonly Write[]> {
    const letter = await this.#options.store.read("openLetter", row.seq);
    if (letter === undefined) return [];
    return [["closeLetter", letter, state, JSON.stringify(recordsOf(entries, this.#options.json))]];
  }

  #audit(subject: string, { action, by, detail }: Word): AuditWrite {
    return [this.#options.clock.now(), action, subject, by, detail];
  }

  async #entries(row: RunRow): Promise<readonly Entry[]> {
    return (await this.#options.store.read("steps", row.seq)).map(readEntry);
  }

  async #row(id: string): Promise<RunRow> {
    const parsed = parseRunId(id);
    const row = parsed && (await this.#options.store.read("run", parsed.seq));
    if (row === undefined || row.token !== parsed?.token)
      throw new EngineRefusal("unknown", `There is no run ${id}.`);
    return row;
  }
}

function mustStand(row: RunRow, action: string): void {
  if (row.state === "paused" || row.state === "failed") return;
  throw new EngineRefusal(
    "conflict",
    row.state === null
      ? `Run ${runId(row.seq, row.token)} is under way: pause it before you ${action} it.`
      : `${standing(row)}: there is nothing to ${action}.`,
  );
}

/** What became of a run, and by whose word, where it was one. */
function standing({ seq, token, state, reason }: RunRow): string {
  const why = reason === null ? "" : ` (${reason})`;
  return `Run ${runId(seq, token)} is ${state ?? "under way"}${why}`;
}

function asksAlready(id: string, what: string, first: Decision): EngineRefusal {
  return new EngineRefusal("conflict", `Run ${id} is being ${what} already (${first.by}: ${first.reason}).`);
}

/** What this build would undo are its own steps; of what the run has done under other names nothing would be, and nobody told. */
function foreign({ reason }: RunRow): EngineRefusal {
  return new EngineRefusal(
    "conflict",
    `${reason ?? "Another build began this run."} What it did can not be undone here: serve the build that began it, or cancel without undoing.`,
  );
}

function homeless(row: RunRow): EngineRefusal {
  return new EngineRefusal(
    "conflict",
    `This build has no route ${row.route}: nothing of the run can be undone. Cancel it without, or serve a build that has it.`,
  );
}
