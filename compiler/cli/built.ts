import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Options, textOption } from "./command.ts";
import { UsageError } from "./usage.ts";

/** The build folder to run from, or a usage error that says how to make one. */
export function buildFolder(options: Options): string {
  const out = resolve(textOption(options, "out") ?? "build");
  if (!existsSync(join(out, "environment.ts")))
    throw new UsageError(`there is no build in ${out}. Make one with: waybill build`);
  return out;
}
