import type { AttemptRecord, Engine, RunSummary, StepRecord } from "../../engine/port.ts";
import { problem } from "../problem.ts";
import { type Handler, json } from "../request.ts";

/** Runs of one key that are shown. */
const most = 100;

/** `GET /admin/trace?key=`: the runs of a run id, a message id, a lane or a business key, with their steps. No payloads. */
export function traceHandler(engine: Engine): Handler {
  return async ({ url }) => {
    const key = url.searchParams.get("key");
    if (!key) return problem({ status: 400, title: "No key", detail: "say ?key=" });
    const runs = await engine.find(key, most);
    return json(200, { key, runs: await Promise.all(runs.map((run) => traced(engine, run))) });
  };
}

async function traced(engine: Engine, run: RunSummary): Promise<unknown> {
  const steps = await engine.history(run.run);
  return {
    run: run.run,
    route: run.route,
    state: run.state,
    outcome: run.outcome,
    lane: run.lane,
    acceptedAt: instant(run.acceptedAt),
    error: run.error,
    steps: steps.map(tracedStep),
  };
}

/** What a step was and how it went, without what it made. */
export function tracedStep({ name, kind, at, system, operation, outcome, attempts }: StepRecord): unknown {
  return {
    name,
    kind,
    system,
    operation,
    outcome,
    file: at.file,
    line: at.line,
    attempts: attempts.map(tracedAttempt),
  };
}

function tracedAttempt({ at, ...attempt }: AttemptRecord): unknown {
  return { ...attempt, at: instant(at) };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
