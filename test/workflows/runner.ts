/**
 * Runs a job of a workflow in a clone of its repository: every `run:` as the runner's bash would, local actions, artifacts. Other
 * people's actions are left out, and which those were is told.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Contexts, filled, holds, type Job, readAction, type Step } from "./workflow.ts";

export interface Machine {
  /** Where clones, artifacts and temporary files of a run of a workflow lie. */
  readonly folder: string;
  /** The repository to clone. */
  readonly repository: string;
  readonly contexts: Contexts;
  /** In place of a step's own command, by a text in it: what cannot be done here. */
  readonly instead?: Readonly<Record<string, string>>;
  /** What the actions that are left out would have set up. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface JobRun {
  readonly ok: boolean;
  readonly checkout: string;
  readonly log: string;
  readonly summary: string;
  readonly leftOut: readonly string[];
}

export async function runJob(machine: Machine, name: string, job: Job): Promise<JobRun> {
  const run = new Run(machine, name);
  await run.clone();
  for (const step of job.steps) await run.step(step, { ...job.env });
  return run.result();
}

class Run {
  readonly #machine: Machine;
  readonly #home: string;
  readonly #checkout: string;
  readonly #leftOut: string[] = [];
  #ok = true;
  #log = "";

  constructor(machine: Machine, name: string) {
    this.#machine = machine;
    this.#home = join(machine.folder, name);
    this.#checkout = join(this.#home, "checkout");
    rmSync(this.#home, { recursive: true, force: true });
    mkdirSync(join(this.#home, "temp"), { recursive: true });
    for (const file of ["env", "summary"]) writeFileSync(join(this.#home, file), "");
  }

  async clone(): Promise<void> {
    const { repository } = this.#machine;
    const status = await this.#bash(`git clone --quiet "${repository}" "${this.#checkout}"`, {}, this.#home);
    if (status !== 0) throw new Error(this.#log);
  }

  result(): JobRun {
    return {
      ok: this.#ok,
      checkout: this.#checkout,
      log: this.#log,
      summary: readFileSync(join(this.#home, "summary"), "utf8"),
      leftOut: this.#leftOut,
    };
  }

  async step(
    step: Step,
    env: Readonly<Record<string, string>>,
    contexts = this.#machine.contexts,
  ): Promise<void> {
    // Without a condition of its own a step is left out once another has failed.
    if ((!this.#ok && step.if === undefined) || !holds(step.if, contexts)) return;
    const all = { ...env, ...step.env };
    const variables = Object.fromEntries(
      Object.entries(all).map(([key, text]) => [key, filled(text, contexts)]),
    );
    if (step.run !== undefined) {
      const command = this.#insteadOf(step.run);
      if ((await this.#bash(command, variables, this.#checkout)) !== 0) this.#ok = false;
    } else await this.#use(step, variables, contexts);
  }

  async #use(step: Step, env: Readonly<Record<string, string>>, contexts: Contexts): Promise<void> {
    const uses = step.uses ?? "";
    const given = Object.fromEntries(
      Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(String(value), contexts)]),
    );
    if (uses.startsWith("./")) {
      for (const each of readAction(this.#checkout, uses))
        await this.step(each, env, { ...contexts, inputs: given });
    } else if (uses.startsWith("actions/upload-artifact@"))
      this.#upload(given["name"] ?? "", given["path"] ?? "");
    else if (uses.startsWith("actions/download-artifact@")) this.#download(given);
    else if (!uses.startsWith("actions/checkout@")) this.#leftOut.push(uses);
  }

  #upload(name: string, path: string): void {
    const from = join(this.#checkout, path);
    if (existsSync(from)) cpSync(from, join(this.#machine.folder, "artifacts", name), { recursive: true });
  }

  #download({ name, pattern, path = "." }: Readonly<Record<string, string>>): void {
    const artifacts = join(this.#machine.folder, "artifacts");
    const prefix = name ?? pattern?.replace(/\*$/, "") ?? "";
    for (const artifact of artifactsIn(artifacts))
      if (name === undefined ? artifact.startsWith(prefix) : artifact === name)
        cpSync(join(artifacts, artifact), join(this.#checkout, path), { recursive: true });
  }

  #insteadOf(command: string): string {
    const found = Object.entries(this.#machine.instead ?? {}).find(([part]) => command.includes(part));
    return found?.[1] ?? command;
  }

  /** As GitHub runs it: stops at the first command that fails, and knows what the steps before put into `GITHUB_ENV`. */
  async #bash(command: string, env: Readonly<Record<string, string>>, cwd: string): Promise<number> {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", command], {
      cwd,
      env: { ...this.#environment(), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#log += `$ ${command}\n`;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (this.#log += chunk.toString()));
    const [status] = (await once(child, "close")) as [number | null];
    return status ?? 1;
  }

  /** Nothing of the machine but where programs are: what a step needs it must be given. */
  #environment(): Readonly<Record<string, string>> {
    const { PATH = "", HOME = "" } = process.env;
    const said = readFileSync(join(this.#home, "env"), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const);
    const { contexts, environment } = this.#machine;
    const { github } = contexts;
    return {
      PATH: [dirname(process.execPath), PATH].join(delimiter),
      HOME,
      ...environment,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: github.api_url,
      GITHUB_ENV: join(this.#home, "env"),
      GITHUB_REF: github.ref,
      GITHUB_REPOSITORY: github.repository,
      GITHUB_STEP_SUMMARY: join(this.#home, "summary"),
      GITHUB_WORKSPACE: this.#checkout,
      RUNNER_TEMP: join(this.#home, "temp"),
      ...Object.fromEntries(said),
    };
  }
}

function artifactsIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
