/** One process of the control plane: started in a group of its own, its output in a file, stopped for certain. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** How long a process may take over its own shutdown before it is killed. */
const grace = 5_000;

export class Member {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #log: string;
  readonly #over: Promise<void>;

  constructor(name: string, program: string, args: readonly string[], folder: string) {
    this.name = name;
    this.#log = join(folder, `${name}.log`);
    const output = openSync(this.#log, "a");
    // Detached: Ctrl-C reaches only the process that stops them in order.
    this.#child = spawn(program, args, { detached: true, stdio: ["ignore", output, output] });
    closeSync(output);
    this.#over = new Promise((resolve) => {
      this.#child.once("exit", () => resolve());
      this.#child.once("error", () => resolve());
    });
  }

  get #running(): boolean {
    return this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits until `ready` answers true; a process that ends before is an error with the last lines it wrote. */
  async until(ready: () => Promise<boolean>, seconds: number): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!(await ready().catch(() => false))) {
      if (!this.#running) throw new Error(`${this.name} ended:\n${this.#lastLines()}`);
      if (Date.now() > end)
        throw new Error(`${this.name} was not ready in ${seconds} s:\n${this.#lastLines()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#child.kill("SIGTERM");
    const late = setTimeout(() => this.#child.kill("SIGKILL"), grace);
    await this.#over;
    clearTimeout(late);
  }

  #lastLines(): string {
    return readFileSync(this.#log, "utf8").trimEnd().split("\n").slice(-15).join("\n");
  }
}

/** Ports of loopback that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => {
          const address = server.address();
          resolve(typeof address === "object" && address ? address.port : 0);
        });
      }),
  );
  const found = await Promise.all(ports);
  // All are held until all are known, so that no two are the same.
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}
