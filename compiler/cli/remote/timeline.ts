import type { Colors } from "../output.ts";
/** What `/admin/trace` answers (design: fixed for tests from outside). */
export interface Trace {
  readonly key: string;
  readonly runs: readonly TraceRun[];
}

export interface TraceRun {
  readonly run: string;
  readonly route: string;
  readonly state: string;
  readonly outcome?: string;
  readonly acceptedAt: string | number;
  readonly error?: {
    readonly message: string;
    readonly class?: string;
    readonly file?: string;
    readonly line?: number;
  };
  readonly steps: readonly TraceStep[];
}

export interface TraceStep {
  readonly name: string;
  readonly kind: string;
  readonly system?: string;
  readonly operation?: string;
  readonly outcome: string;
  readonly file: string;
  readonly line: number;
  readonly attempts: readonly {
    readonly number: number;
    readonly at: string | number;
    readonly durationMs?: number;
    readonly class?: string;
    readonly status?: number;
    readonly error?: string;
  }[];
}

/** A trace as a person reads it: a line a run, a line a step, a line an attempt that went wrong. */
export function timeline(trace: Trace, colors: Colors): string {
  return trace.runs.map((run) => runText(run, colors)).join("\n\n");
}

function runText(run: TraceRun, colors: Colors): string {
  const state =
    run.state === "done"
      ? colors.green(run.state)
      : run.state === "failed"
        ? colors.red(run.state)
        : colors.yellow(run.state);
  const outcome = run.outcome && run.outcome !== run.state ? ` (${run.outcome})` : "";
  const head = `${colors.bold(run.route)}  ${state}${outcome}  ${colors.dim(`${timeText(run.acceptedAt)}  run ${run.run}`)}`;
  const width = Math.max(0, ...run.steps.map((step) => step.name.length));
  const lines = run.steps.map((step) => stepText(step, width, colors));
  const error = run.error
    ? [
        colors.red(`  ${run.error.class ? `${run.error.class}: ` : ""}${run.error.message}`) +
          place(run.error, colors),
      ]
    : [];
  return [head, ...lines, ...error].join("\n");
}

function stepText(step: TraceStep, width: number, colors: Colors): string {
  const mark =
    step.outcome === "ok"
      ? colors.green("✓")
      : step.outcome === "failed"
        ? colors.red("✗")
        : colors.yellow("…");
  const target = step.system
    ? `${step.kind} ${step.system}${step.operation ? `.${step.operation}` : ""}`
    : step.kind;
  const last = step.attempts.at(-1);
  const took = last?.durationMs === undefined ? "" : `  ${Math.round(last.durationMs)} ms`;
  const head = `  ${mark} ${step.name.padEnd(width)}  ${target}${took}${place(step, colors)}`;
  const wrong = step.attempts.filter((attempt) => attempt.error || attempt.class);
  return [
    head,
    ...wrong.map((attempt) =>
      colors.dim(
        `      attempt ${attempt.number}  ${timeText(attempt.at)}  ${[attempt.class, attempt.status, attempt.error].filter(Boolean).join(" · ")}`,
      ),
    ),
  ].join("\n");
}

function place(at: { readonly file?: string; readonly line?: number }, colors: Colors): string {
  return at.file ? colors.dim(`  ${at.file}:${at.line ?? 1}`) : "";
}

function timeText(at: string | number): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", "");
}
