/** Go, which builds the tools: found, new enough, asked. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Missing } from "../../trial/tools.ts";

/** One folder a program: its module file, the sums of all that it needs, and where need be a `main`. */
export const modules = join(import.meta.dirname, "go");

/** Go's own download first, wherever else a machine keeps one. */
const environment = {
  ...process.env,
  PATH: `${process.env["PATH"] ?? ""}:/usr/local/go/bin`,
  // What is pinned is built with what is here: nothing is fetched behind the caller's back.
  GOTOOLCHAIN: "local",
  GOFLAGS: "",
};

/** What a `go` command prints. Downloads and compiler messages go to the terminal. */
export function go(args: readonly string[], cwd = "."): string {
  const result = spawnSync("go", args, {
    cwd,
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 << 20,
  });
  if (result.error) throw new Missing(`Go cannot be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`go ${args.slice(0, 2).join(" ")} ended with ${result.status}`);
  return result.stdout;
}

/** The version that the pinned modules ask for, the highest of them. */
function wanted(): string {
  const asked = readdirSync(modules).map((name) => {
    const text = readFileSync(join(modules, name, "go.mod"), "utf8");
    return /^go (\S+)$/m.exec(text)?.[1] ?? "1.0";
  });
  return asked.reduce((highest, version) => (older(highest, version) ? version : highest));
}

function older(version: string, than: string): boolean {
  const numbers = (text: string) => text.split(".").map(Number);
  const [left, right] = [numbers(version), numbers(than)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Go is here and new enough, or `Missing` says what to install. */
export function requireGo(): void {
  const version = wanted();
  const advice = `Install Go ${version} or newer (https://go.dev/dl/) and put it on the PATH.`;
  const found = spawnSync("go", ["env", "GOVERSION"], { env: environment, encoding: "utf8" });
  if (found.error || found.status !== 0) {
    throw new Missing(`What is asked for is built with Go, which is not here. ${advice}`);
  }
  const here = found.stdout.trim().replace(/^go/, "").split(/[- ]/)[0] ?? "";
  if (older(here, version)) {
    throw new Missing(`What is asked for needs a newer Go than the ${here} here. ${advice}`);
  }
}
