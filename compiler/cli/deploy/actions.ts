import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isatty } from "node:tty";
import type { DeployOptions, Outcome } from "../../../deploy/automation/index.ts";
import type { Build } from "../../../deploy/build.ts";
import { print } from "../output.ts";
import { UsageError } from "../usage.ts";
import { changesText, driftText, failureText, jsonOf } from "./report.ts";

export interface DeployRequest extends DeployOptions {
  readonly build: Build;
  readonly out: string;
  readonly format: "pretty" | "json";
  /** Do not ask. */
  readonly sure: boolean;
  readonly to?: string;
}

/** Answers the exit code. */
export type DeployRun = (request: DeployRequest) => Promise<number>;

export const deployActions: Readonly<Record<string, DeployRun>> = {
  preview: async (request) => {
    const { preview } = await import("../../../deploy/automation/index.ts");
    return reported(
      request,
      () => preview(request.build, request),
      (outcome) => {
        print(request.format === "json" ? jsonOf(outcome) : changesText(outcome, "would"));
        return 0;
      },
    );
  },
  up: async (request) => {
    const { up } = await import("../../../deploy/automation/index.ts");
    return reported(
      request,
      () => up(request.build, withProgress(request)),
      (outcome) => {
        print(request.format === "json" ? jsonOf(outcome) : changesText(outcome, "did"));
        return 0;
      },
    );
  },
  drift: async (request) => {
    const { drift } = await import("../../../deploy/automation/index.ts");
    return reported(
      request,
      () => drift(request.build, request),
      (outcome) => {
        print(request.format === "json" ? jsonOf(outcome) : driftText(outcome));
        return outcome.changes.length === 0 ? 0 : 1;
      },
    );
  },
  destroy: async (request) => {
    await confirmed(request);
    const { destroy } = await import("../../../deploy/automation/index.ts");
    return reported(
      request,
      () => destroy(request.build, withProgress(request)),
      (outcome) => {
        print(
          request.format === "json"
            ? jsonOf(outcome)
            : `${outcome.stack} is gone: ${outcome.changes.length} resources removed.`,
        );
        return 0;
      },
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

/** What became of it; a rollout that failed is 1, with what the cluster said. */
async function reported<T extends Outcome>(
  { format }: DeployRequest,
  work: () => Promise<T>,
  tell: (outcome: T) => number,
): Promise<number> {
  const { RolloutError } = await import("../../../deploy/automation/failure.ts");
  try {
    return tell(await work());
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    if (format === "json")
      print(JSON.stringify({ failed: error.message, messages: error.messages }, undefined, 2));
    else process.stderr.write(failureText(error));
    return 1;
  }
}

/** A line for each resource as it is done, where a person reads. */
function withProgress(request: DeployRequest): DeployRequest {
  return request.format === "json" ? request : { ...request, progress: print };
}

/** In CI nobody answers, and the pipeline has been approved; at a terminal a person says the environment's name. */
async function confirmed({ sure, environment, build, format }: DeployRequest): Promise<void> {
  if (sure || format === "json" || !isatty(0) || !isatty(1)) return;
  const { createInterface } = await import("node:readline/promises");
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question(
    `This removes everything of ${build.manifest.estate} in ${environment}, and what is stored there. Its name, to go on: `,
  );
  asking.close();
  if (answer.trim() !== environment) throw new UsageError("nothing was removed");
}
