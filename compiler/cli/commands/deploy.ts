import { resolve } from "node:path";
import { type Build, readBuild } from "../../../deploy/build.ts";
import { ManifestError } from "../../../deploy/manifest.ts";
import { type Options, type Run, textOption } from "../command.ts";
import { type DeployRun, deployActions } from "../deploy/actions.ts";
import { formatOption } from "../output.ts";
import { reportsOption } from "../report/files.ts";
import { UsageError } from "../usage.ts";

export const deploy: Run = async ([action], options) => {
  const run = deployActions[String(action)];
  if (run === undefined)
    throw new UsageError(
      `deploy does one of ${Object.keys(deployActions).join(", ")}, not ${String(action)}`,
    );
  const { DeployError } = await import("../../../deploy/automation/failure.ts");
  try {
    return await run(requestOf(options));
  } catch (error) {
    if (error instanceof DeployError || error instanceof ManifestError) throw new UsageError(error.message);
    throw error;
  }
};

function requestOf(options: Options): Parameters<DeployRun>[0] {
  const out = resolve(textOption(options, "out") ?? "build");
  const build: Build = readBuild(out);
  const context = textOption(options, "context");
  const to = textOption(options, "to");
  return {
    build,
    out,
    environment: environmentOption(options, build),
    format: formatOption(options, ["pretty", "json", "markdown"]),
    reports: reportsOption(options, ["json", "markdown"]),
    timeoutSeconds: secondsOption(textOption(options, "timeout") ?? "300"),
    sure: options["yes"] === true,
    ...(context !== undefined && { context }),
    ...(to !== undefined && { to: resolve(to) }),
  };
}

function environmentOption(options: Options, { manifest: { environments, estate } }: Build): string {
  const said = textOption(options, "environment");
  const known = Object.keys(environments).join(", ");
  if (said === undefined) throw new UsageError(`--environment is one of ${known}`);
  if (environments[said] === undefined)
    throw new UsageError(`the estate ${estate} has no environment ${said}: ${known}`);
  return said;
}

function secondsOption(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new UsageError(`--timeout is a number of seconds, not ${text}`);
  return Number(text);
}
