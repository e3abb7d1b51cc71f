/** A Git repository with a new estate, as `waybill init` leaves it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const waybill = resolve("bin/waybill.js");

/** In place of `npm ci`: Waybill as it is here. `npm run test:package` shows that its package can be installed. */
export const installed: Readonly<Record<string, string>> = {
  "npm ci": `mkdir -p node_modules/.bin && ln -s "${waybill}" node_modules/.bin/waybill`,
};

/** Runs a command, and throws with all that it said where it fails. */
export function run(cwd: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 64 << 20 });
  if (status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

export function newRepository(folder: string): string {
  mkdirSync(folder, { recursive: true });
  run(folder, process.execPath, waybill, "init", "shop");
  const repository = join(folder, "shop");
  run(repository, "git", "init", "--quiet", "--initial-branch=main");
  commit(repository, "a new estate");
  return repository;
}

/** Changes a file of it. What is replaced must be there. */
export function edit(repository: string, file: string, from: string, to: string): void {
  const path = join(repository, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, text.replaceAll(from, to));
}

export function commit(repository: string, message: string): void {
  run(repository, "git", "add", "--all");
  run(
    repository,
    "git",
    "-c",
    "user.name=test",
    "-c",
    "user.email=test@shop.example",
    "commit",
    "--quiet",
    "-m",
    message,
  );
}
