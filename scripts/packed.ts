import { strict as assert } from "node:assert";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

type Variables = Readonly<Record<string, string>>;

const readyMs = 60_000;

/** The packed package as a stranger has it: installed in an empty folder outside the repository, its commands run and told. */
export class Packed {
  readonly folder = mkdtempSync(join(tmpdir(), "waybill-package-"));
  readonly #started: ChildProcess[] = [];

  install(): void {
    const packed = this.run(process.cwd(), "npm", "pack", "--silent", "--pack-destination", this.folder);
    writeFileSync(join(this.folder, "package.json"), '{ "private": true }\n');
    const tarball = join(this.folder, packed.trim().split("\n").at(-1) ?? "");
    this.run(this.folder, "npm", "install", "--no-audit", "--no-fund", "--silent", tarball);
  }

  /** Answers what it printed; throws where it fails. */
  run(cwd: string, command: string, ...args: readonly string[]): string {
    const done = spawnSync(command, args, { cwd, encoding: "utf8" });
    console.log(`$ ${[command, ...args].join(" ")}\n${done.stdout}${done.stderr}`);
    assert.equal(done.status, 0, `${command} ${args.join(" ")} ended with ${done.status}`);
    return done.stdout;
  }

  waybill(cwd: string, ...args: readonly string[]): string {
    return this.run(cwd, process.execPath, this.#command, ...args);
  }

  /** A command that goes on, such as `run`. Ended with all else. */
  start(cwd: string, args: readonly string[], variables: Variables = {}): ChildProcess {
    return this.startNode(cwd, [this.#command, ...args], variables);
  }

  startNode(cwd: string, args: readonly string[], variables: Variables = {}): ChildProcess {
    const options = { cwd, stdio: "inherit", env: { ...process.env, ...variables } } as const;
    const child = spawn(process.execPath, args, options);
    this.#started.push(child);
    return child;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#started.map(ended));
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #command(): string {
    return join(this.folder, "node_modules/waybill/bin/waybill.js");
  }
}

/** Told to stop, and gone. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

/** Resolves when the address answers well. */
export async function answers(address: string, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + readyMs; child.exitCode === null && Date.now() < end; await sleep(100)) {
    const well = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (well) return;
  }
  throw new Error(`${address} does not answer`);
}
