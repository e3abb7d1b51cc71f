import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const started: Process[] = [];
export const work: string = mkdtempSync(join(tmpdir(), "waybill-e2e-"));
export const build: string = join(work, "build");

after(async () => {
  await Promise.all(started.map((each) => each.end("SIGKILL")));
  rmSync(work, { recursive: true, force: true });
});

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One process of the command line. */
export class Process {
  readonly #child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = "";
  stderr = "";

  constructor(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [join(root, "bin/waybill.js"), ...args], {
      cwd: work,
      env: { ...process.env, WAYBILL_DATA: join(work, "data"), ...variables },
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.#child.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(this.#child, "close").then(([status]) => ({
      status: status as number | null, // the event's first argument
      stdout: this.stdout,
      stderr: this.stderr,
    }));
    started.push(this);
  }

  /** The address it prints once it serves. */
  async url(): Promise<string> {
    for (let waited = 0; waited < 20_000; waited += 20) {
      const found = /^[\w -]+ at (http:\/\/[^\s:]+:\d+):?$/m.exec(this.stdout)?.[1];
      if (found) return found;
      if (this.#child.exitCode !== null) break;
      await pause(20);
    }
    throw new Error(`it did not start:\n${this.stdout}\n${this.stderr}`);
  }

  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<Ended> {
    this.#child.kill(signal);
    return this.ended;
  }
}

export function waybill(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Process(args, variables).ended;
}

/** The reference estate, with a policy's times short enough for a test, built. `edits`: more to change, by file. */
export async function buildEstate(
  edits: Readonly<Record<string, (text: string) => string>> = {},
): Promise<void> {
  cpSync(join(root, "integrations"), join(work, "integrations"), {
    recursive: true,
    filter: (path) => !path.includes(".waybill"),
  });
  const policies = join(work, "integrations/policies.yaml");
  writeFileSync(
    policies,
    readFileSync(policies, "utf8")
      .replaceAll(/timeout: \d+s/g, "timeout: 500ms")
      .replaceAll(/initial: \w+/g, "initial: 20ms")
      .replaceAll(/max: \w+/g, "max: 200ms")
      .replaceAll(/failures: \d+/g, "failures: 500"),
  );
  // Its rate, too: what waits longer than a timeout for its turn has used up an attempt.
  const sap = join(work, "integrations/finance/sap.yaml");
  writeFileSync(sap, readFileSync(sap, "utf8").replace("rate: 20/s", "rate: 2000/s"));
  for (const [name, edit] of Object.entries(edits)) {
    const file = join(work, "integrations", name);
    const text = readFileSync(file, "utf8");
    const edited = edit(text);
    if (edited === text) throw new Error(`nothing was changed in ${name}`);
    writeFileSync(file, edited);
  }
  const { status, stdout, stderr } = await waybill(["build"]);
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  readonly body: any;
}

export async function http(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

export function admin(url: string, init: RequestInit = {}): Promise<Answer> {
  return http(url, { ...init, headers: { authorization: "Bearer local" } });
}

/** A run's state once it has ended. */
export async function ended(url: string, run: string): Promise<Answer["body"]> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const { body } = await http(`${url}/runs/${run}`);
    if (["done", "failed", "cancelled", "paused"].includes(body.state)) return body;
    await pause(20);
  }
  throw new Error(`run ${run} did not end`);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Resolves when it is so; rejects after twenty seconds. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 50) {
    if (await isSo()) return;
    await pause(50);
  }
  throw new Error("it never came to be so");
}
