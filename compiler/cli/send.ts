import { setTimeout as delay } from "node:timers/promises";
import type { Plan } from "../plan/plan.ts";
import { messageFor } from "./message.ts";
import { problemText, type Remote, type RemoteAnswer } from "./remote.ts";
import type { Trace } from "./timeline.ts";

/** What became of a message. */
export interface Sent {
  readonly answer: RemoteAnswer;
  readonly duplicate: boolean;
  readonly run?: string;
  readonly trace?: Trace;
}

/** Sends a message and waits until its run has ended or needs somebody, `waitMs` at the most. */
export async function send(
  remote: Remote,
  plan: Plan,
  target: string,
  body: string,
  waitMs = 10_000,
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
  const until = Date.now() + waitMs;
  while (Date.now() < until) {
    const { state } = (await remote.get(`/runs/${run}`)).body as { state?: string };
    if (state !== "running" && state !== "waiting") break;
    await delay(50);
  }
  const trace = (await remote.get(`/admin/trace?key=${encodeURIComponent(run)}`)).body as Trace;
  return { answer, duplicate: told.duplicate === true, run, trace };
}

/** An event is accepted for all that consume it: waits for their runs, which are found by its id. */
async function heard(remote: Remote, answer: RemoteAnswer, event: string, waitMs: number): Promise<Sent> {
  const until = Date.now() + waitMs;
  for (;;) {
    const { body } = await remote.get(`/admin/trace?key=${encodeURIComponent(event)}`);
    const trace = body as Trace;
    const over =
      trace.runs?.length > 0 && trace.runs.every(({ state }) => state !== "running" && state !== "waiting");
    if (over || Date.now() >= until) return { answer, duplicate: false, trace };
    await delay(50);
  }
}

/** The first line about it: taken, known already, or refused and why. */
export function sentText({ answer, duplicate, run }: Sent): string {
  if (answer.status >= 400) return `refused: ${problemText(answer)}`;
  if (run === undefined) return `answered ${answer.status}: ${JSON.stringify(answer.body)}`;
  return duplicate
    ? `known already as run ${run} (${answer.status})`
    : `taken as run ${run} (${answer.status})`;
}
