import { setTimeout as delay } from "node:timers/promises";
import type { Plan } from "../../plan/plan.ts";
import { UsageError } from "../usage.ts";
import { messageFor } from "./message.ts";
import { problemText, type Remote, type RemoteAnswer } from "./remote.ts";
import type { Trace } from "./timeline.ts";

/** What became of a message. */
export interface Sent {
  readonly answer: RemoteAnswer;
  readonly duplicate: boolean;
  readonly run?: string;
  /** Of the run when it was looked at last; of an event's runs that of the first which is not done. */
  readonly state?: string;
  /** Absent also where the service's `/admin` is not for us: an entry to a cluster does not expose it. */
  readonly trace?: Trace;
}

interface SendOptions {
  /** How long to wait for the end. Default: 10 s. */
  readonly waitMs?: number;
  /** The state that the run should be in then. */
  readonly expected?: string;
}

/** A run that is tried again waits and runs by turns: one that should wait is looked at for so much longer. Milliseconds. */
const byTurnsMs = 2_000;

/** Sends a message and waits until its run has ended or needs somebody, `waitMs` at the most. */
export async function send(
  remote: Remote,
  plan: Plan,
  target: string,
  body: string,
  { waitMs = 10_000, expected }: SendOptions = {},
): Promise<Sent> {
  const message = await messageFor(plan, target, body, remote.url);
  const answer = await remote.post(message.path, body, message.headers);
  const told =
    typeof answer.body === "object" && answer.body !== null
      ? (answer.body as { run?: string; duplicate?: boolean })
      : {};
  if (message.event !== undefined && answer.status === 202)
    return heard(remote, answer, message.event, waitMs);
  const run = answer.status === 202 ? told.run : /\/runs\/([^/]+)$/.exec(answer.location ?? "")?.[1];
  if (run === undefined) return { answer, duplicate: false };
  const state = await stateOf(remote, run, waitMs, expected);
  const trace = await traceOf(remote, run);
  return {
    answer,
    duplicate: told.duplicate === true,
    run,
    ...(state !== undefined && { state }),
    ...(trace && { trace }),
  };
}

async function stateOf(
  remote: Remote,
  run: string,
  waitMs: number,
  expected: string | undefined,
): Promise<string | undefined> {
  const until = Date.now() + waitMs;
  for (;;) {
    const { state } = (await remote.get(`/runs/${run}`)).body as { state?: string };
    const more = isUnderWay(expected) && state !== expected ? byTurnsMs : 0;
    if (!isUnderWay(state) || Date.now() >= until + more) return state;
    await delay(50);
  }
}

/** An event is accepted for all that consume it: waits for their runs, which are found by its id. */
async function heard(remote: Remote, answer: RemoteAnswer, event: string, waitMs: number): Promise<Sent> {
  const until = Date.now() + waitMs;
  for (;;) {
    const trace = await traceOf(remote, event);
    const states = trace?.runs.map(({ state }) => state) ?? [];
    if ((states.length > 0 && !states.some(isUnderWay)) || Date.now() >= until) {
      const state = states.find((each) => each !== "done") ?? states[0];
      return { answer, duplicate: false, ...(state !== undefined && { state }), ...(trace && { trace }) };
    }
    await delay(50);
  }
}

function isUnderWay(state: string | undefined): boolean {
  return state === "running" || state === "waiting";
}

async function traceOf(remote: Remote, key: string): Promise<Trace | undefined> {
  try {
    const { status, body } = await remote.get(`/admin/trace?key=${encodeURIComponent(key)}`);
    return status === 200 ? (body as Trace) : undefined;
  } catch (error) {
    // Who may send need not be an administrator.
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The first line about it: taken, known already, or refused and why. */
export function sentText({ answer, duplicate, run, state, trace }: Sent): string {
  if (answer.status >= 400) return `refused: ${problemText(answer)}`;
  if (run === undefined) return `answered ${answer.status}: ${JSON.stringify(answer.body)}`;
  const head = `${duplicate ? "known already" : "taken"} as run ${run} (${answer.status})`;
  return trace ? head : `${head}: ${state ?? "what became of it is not told"}`;
}
