import { crashPoint } from "../crash-point.ts";
import { type Decision, EngineRefusal } from "../port.ts";
import type { AuditWrite, RunRow, Store, Write } from "../store/port.ts";
import { parseRunId, runId } from "../store/run-id.ts";
import { type Asked, readAsked, withoutPause, writeAsked } from "./asked.ts";
import type { Clock } from "./clock.ts";
import { movedOn, recordsOf } from "./dead-letters.ts";
import type { JsonCodec } from "./json-codec.ts";
import { LiveRun } from "./live-run.ts";
import type { Movement } from "./movement.ts";
import { type Entry, isWait, readEntry } from "./program/entry.ts";
import { follows, leftUndone, reopenWrites, repeated } from "./redrive.ts";

export interface InterventionsOptions {
  readonly store: Store;
  readonly movement: Movement;
  readonly clock: Clock;
  readonly json: JsonCodec;
  /** The build that is served. */
  build(): string;
}

/**
 * What people do to runs: cancel, pause, resume, restart, decide. Not: how a running one is interrupted, which who moves it does (`Movement`).
 *
 * 1. What is asked is on stable storage, with who asked and why, when the call resolves; it is done at the run's next step boundary.
 * 2. A run stands still for one reason. Who moves it on closes its dead letter, where it has one, in the same commit.
 */
export class Interventions {
  readonly #options: InterventionsOptions;

  constructor(options: InterventionsOptions) {
    this.#options = options;
  }

  async cancel(
    id: string,
    { compensate, by, reason = "not given" }: Decision & { readonly compensate: boolean },
  ): Promise<void> {
    const row = await this.#row(id);
    const cancel = { compensate, by, reason };
    const detail = `${compensate ? "and undo" : "and leave what is done"}: ${reason}`;
    const live = this.#options.movement.live(row);
    if (live !== undefined) {
      if (!this.#options.movement.isHomeless(live))
        return this.#options.movement.ask(live, (asked) => ({ ...asked, cancel }), {
          action: "cancel",
          by,
          detail,
        });
      if (compensate) throw homeless(row);
      const { clock, store } = this.#options;
      await store.write([
        ["end", row.seq, "cancelled", null, null, row.build, clock.now(), `${by}: ${reason}`, null],
        ...(await this.#given(row, "cancel", by, detail)),
      ]);
      return this.#options.movement.drop(live);
    }
    this.#mustStand(row, "cancel");
    if (compensate && row.outcome === "build") throw foreign(row);
    const entries = await this.#entries(row);
    if (compensate && entries.length > 0)
      return this.#revive(row, entries, {
        asked: { cancel },
        build: row.build,
        action: "cancel",
        by,
        detail,
      });
    const { clock, store } = this.#options;
    await store
      .write([
        ["giveUp", row.seq, `${by}: ${reason}`, clock.now()],
        ...(await this.#given(row, "cancel", by, detail)),
      ])
      .catch((error: unknown) => {
        throw movedOn(error, `Run ${id}`);
      });
    crashPoint("cancelled");
    this.#options.movement.release({ seq: row.seq, route: row.route, lane: row.lane ?? undefined });
  }

  async pause(id: string, { by, reason = "not given" }: Decision): Promise<void> {
    const row = await this.#row(id);
    const live = this.#options.movement.live(row);
    if (live === undefined) throw new EngineRefusal("conflict", `Run ${id} is ${row.state ?? "elsewhere"}.`);
    await this.#options.movement.ask(live, (asked) => ({ ...asked, pause: { by, reason } }), {
      action: "pause",
      by,
      detail: reason,
    });
  }

  async resume(id: string, { by, reason = "" }: Decision): Promise<void> {
    const row = await this.#row(id);
    const live = this.#options.movement.live(row);
    if (live !== undefined) {
      if (live.asked?.pause === undefined) throw new EngineRefusal("conflict", `Run ${id} is not paused.`);
      return this.#options.movement.ask(live, withoutPause, { action: "resume", by, detail: reason });
    }
    this.#mustStand(row, "resume");
    const letter = await this.#options.store.read("openLetter", row.seq);
    if (letter !== undefined)
      throw new EngineRefusal(
        "conflict",
        `Run ${id} was stopped by dead letter ${letter}: redrive or discard that.`,
      );
    // Whom the new build stopped goes on in it; whom a person stopped may yet be stopped by the build.
    const build = row.outcome === "build" ? this.#options.build() : row.build;
    await this.#revive(row, [], { asked: readAsked(row.asked), build, action: "resume", by, detail: reason });
  }

  async restart(
    id: string,
    {
      fromStep,
      by,
      reason,
      force = false,
    }: Decision & { readonly fromStep: string; readonly force?: boolean },
  ): Promise<void> {
    const row = await this.#row(id);
    this.#mustStand(row, "restart");
    const entries = await this.#entries(row);
    const from = entries.find(({ head }) => head.name === fromStep);
    if (from === undefined)
      throw new EngineRefusal(
        "unknown",
        `Run ${id} has not come to a step ${fromStep}; it has done ${entries.map(({ head }) => head.name).join(", ") || "nothing"}.`,
      );
    const again = follows(from, entries);
    const undone = leftUndone(entries, again);
    if (undone.length > 0)
      throw new EngineRefusal(
        "conflict",
        `Restarted from ${fromStep}, run ${id} would go on without ${undone.join(", ")}, which was undone: restart it from there, or from before it.`,
      );
    const twice = repeated(entries, again, "start");
    if (twice.length > 0 && (!force || reason === undefined))
      throw new EngineRefusal(
        "conflict",
        `Restarting run ${id} from ${fromStep} would do ${twice.join(", ")} a second time, which nothing could tell from the first. With force and a reason it is done.`,
      );
    const detail = `from ${fromStep}${reason === undefined ? "" : `: ${reason}`}`;
    const asked = readAsked(row.asked);
    await this.#revive(
      row,
      entries,
      { asked, build: this.#options.build(), action: "restart", by, detail },
      again,
    );
  }

  async decide(
    id: string,
    step: string,
    {
      decision,
      by,
      note,
    }: { readonly decision: "approved" | "rejected"; readonly by: string; readonly note?: string },
  ): Promise<"done" | "already" | "unknown"> {
    const parsed = parseRunId(id);
    const row = parsed && (await this.#options.store.read("run", parsed.seq));
    if (row === undefined || row.token !== parsed?.token) return "unknown";
    const action = decision === "approved" ? "approve" : "reject";
    const answer = await this.#options.store.write([
      [
        "decideApproval",
        row.seq,
        step,
        decision,
        note ?? null,
        this.#options.clock.now(),
        action,
        id,
        by,
        note === undefined ? step : `${step}: ${note}`,
      ],
    ]);
    crashPoint("approved");
    if (answer === "done") this.#options.movement.call(row.seq);
    return answer === "done" || answer === "already" ? answer : "unknown";
  }

  async #revive(
    row: RunRow,
    entries: readonly Entry[],
    how: {
      readonly asked: Asked | undefined;
      readonly build: string;
      readonly action: string;
      readonly by: string;
      readonly detail: string;
    },
    again: readonly Entry[] = [],
  ): Promise<void> {
    const { store, movement } = this.#options;
    const id = runId(row.seq, row.token);
    movement.announce(row.route);
    try {
      await store.write([
        [
          "revive",
          row.seq,
          writeAsked(how.asked),
          how.build,
          ...this.#audit(how.action, id, how.by, how.detail),
        ],
        ...(await this.#closing(row, "redriven", entries)),
        ...reopenWrites(row.seq, entries, again),
      ]);
    } catch (error) {
      movement.withdraw(row.route);
      throw movedOn(error, `Run ${id}`);
    }
    crashPoint("revived");
    movement.enqueue(new LiveRun({ ...row, build: how.build, asked: writeAsked(how.asked) }), true);
  }

  /** What belongs to a run that is given up. */
  async #given(row: RunRow, action: string, by: string, detail: string): Promise<Write[]> {
    const entries = await this.#entries(row);
    return [
      ["audit", ...this.#audit(action, runId(row.seq, row.token), by, detail)],
      ...(await this.#closing(row, "discarded", entries)),
      ...entries.filter(isWait).map(({ position }): Write => ["waited", row.seq, position]),
    ];
  }

  /** Its dead letter, where one is open. */
  async #closing(row: RunRow, state: "redriven" | "discarded", entries: readonly Entry[]): Promise<Write[]> {
    const letter = await this.#options.store.read("openLetter", row.seq);
    if (letter === undefined) return [];
    return [["closeLetter", letter, state, JSON.stringify(recordsOf(entries, this.#options.json))]];
  }

  #audit(action: string, subject: string, by: string, detail: string): AuditWrite {
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

  #mustStand(row: RunRow, action: string): void {
    if (row.state === "paused" || row.state === "failed") return;
    const id = runId(row.seq, row.token);
    throw new EngineRefusal(
      "conflict",
      row.state === null
        ? `Run ${id} is under way: pause it before you ${action} it.`
        : `Run ${id} is ${row.state}: there is nothing to ${action}.`,
    );
  }
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
