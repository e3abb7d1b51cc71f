import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Options } from "./command.ts";
import { UsageError } from "./usage.ts";

/** The estate's folder: as said, else `integrations`, else here if an Estate is here. */
export function estateFolder(options: Options, argument?: string | readonly string[]): string {
  const said = typeof argument === "string" ? argument : options["folder"];
  if (typeof said === "string") {
    if (!existsSync(said) || !statSync(said).isDirectory())
      throw new UsageError(`there is no folder ${said}.`);
    return resolve(said);
  }
  if (existsSync("integrations")) return resolve("integrations");
  if (holdsEstate(".")) return resolve(".");
  throw new UsageError(
    "no estate here: neither a folder integrations nor an Estate document. Name one with --folder, or begin with: waybill init shop",
  );
}

function holdsEstate(folder: string): boolean {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .some((name) => /^kind:\s*Estate\s*$/m.test(readFileSync(join(folder, name), "utf8")));
}
