import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isatty } from "node:tty";
import type { RolloutError } from "../../../deploy/automation/failure.ts";
import type { DeployOptions, Outcome } from "../../../deploy/automation/index.ts";
import type { Build } from "../../../deploy/build.ts";
import { print } from "../output.ts";
import { type ReportFile, writeReport } from "../report/files.ts";
import { UsageError } from "../usage.ts";
import { changesMarkdown, driftMarkdown, failureMarkdown } from "./markdown.ts";
import { changesText, driftText, failureText, jsonOf } from "./report.ts";
import type { Tense } from "./sections.ts";

export interface DeployRequest extends DeployOptions {
  readonly build: Build;
  readonly out: string;
  readonly format: "pretty" | "json" | "markdown";
  readonly reports: readonly ReportFile<"json" | "markdown">[];
  /** Do not ask. */
  readonly sure: boolean;
  readonly to?: string;
}

/** An outcome in each format. */
type Texts<T> = Readonly<Record<DeployRequest["format"], (outcome: T) => string>>;

function changesIn(tense: Tense): Texts<Outcome> {
  return {
    json: jsonOf,
    markdown: (outcome) => changesMarkdown(outcome, tense),
    pretty: (outcome) => changesText(outcome, tense),
  };
}

const failureIn = {
  json: ({ message, messages }: RolloutError) => JSON.stringify({ failed: message, messages }, undefined, 2),
  markdown: failureMarkdown,
} as const;

function goneText({ stack, changes }: Outcome): string {
  return `${stack} is gone: ${changes.length} resources removed.`;
}

/** Answers the exit code. */
export type DeployRun = (request: DeployRequest) => Promise<number>;

export const deployActions: Readonly<Record<string, DeployRun>> = {
  preview: async (request) => {
    const { preview } = await import("../../../deploy/automation/index.ts");
    return reported(
      request,
      () => preview(request.build, request),
      changesIn("would"),
      () => 0,
    );
  },
  up: async (request) => {
    const { up } = await import("../../../deploy/automation/index.ts");
    return reported(
      request,
      () => up(request.build, withProgress(request)),
      changesIn("did"),
      () => 0,
    );
  },
  drift: async (request) => {
    const { drift } = await import("../../../deploy/automation/index.ts");
    const found = { json: jsonOf, markdown: driftMarkdown, pretty: driftText };
    return reported(
      request,
      () => drift(request.build, request),
      found,
      ({ changes }) => (changes.length === 0 ? 0 : 1),
    );
  },
  destroy: async (request) => {
    await confirmed(request);
    const { destroy } = await import("../../../deploy/automation/index.ts");
    const gone = { ...changesIn("did"), pretty: goneText };
    return reported(
      request,
      () => destroy(request.build, withProgress(request)),
      gone,
      () => 0,
    );
  },
  render: async ({ build, environment, out, to = join(out, "kubernetes", environment), format }) => {
    const { planOf } = await import("../../../deploy/plan/index.ts");
    const { render } = await import("../../../deploy/render/index.ts");
    const plan = planOf(build, environment);
    if ("problems" in plan) throw new UsageError(plan.problems.join("\n"));
    const files = render(plan);
    mkdirSync(to, { recursive: true });
    // Of a service that is gone: what a controller still found here, it would still run.
    for (const name of readdirSync(to))
      if (name.endsWith(".yaml") && !files.has(name)) rmSync(join(to, name));
    for (const [name, text] of files) writeFileSync(join(to, name), text);
    print(
      format === "json"
        ? JSON.stringify({ folder: to, files: [...files.keys()] })
        : `${files.size} files in ${to}`,
    );
    return 0;
  },
};

/** What became of it, printed and in the files asked for; a rollout that failed is 1, with what the cluster said. */
async function reported<T extends Outcome>(
  { format, reports }: DeployRequest,
  work: () => Promise<T>,
  texts: Texts<T>,
  exitCode: (outcome: T) => number,
): Promise<number> {
  const { RolloutError } = await import("../../../deploy/automation/failure.ts");
  try {
    const outcome = await work();
    print(texts[format](outcome));
    for (const file of reports) writeReport(file.path, texts[file.format](outcome));
    return exitCode(outcome);
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    if (format === "pretty") process.stderr.write(failureText(error));
    else print(failureIn[format](error));
    for (const file of reports) writeReport(file.path, failureIn[file.format](error));
    return 1;
  }
}

/** A line for each resource as it is done, where a person reads. */
function withProgress(request: DeployRequest): DeployRequest {
  return request.format === "pretty" ? { ...request, progress: print } : request;
}

/** In CI nobody answers, and the pipeline has been approved; at a terminal a person says the environment's name. */
async function confirmed({ sure, environment, build, format }: DeployRequest): Promise<void> {
  if (sure || format !== "pretty" || !isatty(0) || !isatty(1)) return;
  const { createInterface } = await import("node:readline/promises");
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question(
    `This removes everything of ${build.manifest.estate} in ${environment}, and what is stored there. Its name, to go on: `,
  );
  asking.close();
  if (answer.trim() !== environment) throw new UsageError("nothing was removed");
}
