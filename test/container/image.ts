/** What a Containerfile of ours says, as far as a process is started by it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface ImageConfiguration {
  readonly environment: Readonly<Record<string, string>>;
  /** From the context to the root. */
  readonly copies: readonly { readonly from: string; readonly to: string; readonly owner?: string }[];
  /** `65532:65532`. */
  readonly user: string;
  readonly entrypoint: readonly string[];
}

/** Understands the few instructions that we write, and throws at any other. */
export function readContainerfile(context: string): ImageConfiguration {
  const environment: Record<string, string> = {};
  const copies: ImageConfiguration["copies"][number][] = [];
  let user = "";
  let entrypoint: readonly string[] = [];
  const lines = readFileSync(join(context, "Containerfile"), "utf8")
    .replaceAll(/\s*\\\n\s*/g, " ")
    .split("\n");
  for (const line of lines) {
    const [, instruction, rest = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (instruction === undefined || ["FROM", "LABEL", "EXPOSE", "WORKDIR", "CMD"].includes(instruction))
      continue;
    if (instruction === "ENV") {
      for (const [, name = "", value = ""] of rest.matchAll(/(\w+)=(\S+)/g)) environment[name] = value;
    } else if (instruction === "COPY") {
      const [, owner, from = "", to = ""] = /^(?:--chown=(\S+) )?(\S+) (\S+)$/.exec(rest) ?? [];
      copies.push({ from, to, ...(owner !== undefined && { owner }) });
    } else if (instruction === "USER") {
      user = rest;
    } else if (instruction === "ENTRYPOINT") {
      entrypoint = JSON.parse(rest) as readonly string[]; // the exec form, or the test fails here
    } else throw new Error(`the Containerfile says something new: ${line}`);
  }
  return { environment, copies, user, entrypoint };
}
