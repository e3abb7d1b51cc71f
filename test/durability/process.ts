import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The victim, started and killed from outside. */
export class Victim {
  readonly #child: ChildProcess;
  readonly url: string;
  readonly exited: Promise<unknown>;

  private constructor(child: ChildProcess, url: string, exited: Promise<unknown>) {
    this.#child = child;
    this.url = url;
    this.exited = exited;
  }

  static async start(store: string, receiver: string, crashAt = ""): Promise<Victim> {
    const child = spawn(process.execPath, [fileURLToPath(new URL("./victim.ts", import.meta.url))], {
      env: { ...process.env, STORE: store, RECEIVER: receiver, WAYBILL_CRASH_AT: crashAt },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    const [port] = (await Promise.race([once(child.stdout, "data"), exited.then(() => [""])])) as [unknown];
    return new Victim(child, `http://127.0.0.1:${String(port).trim()}`, exited);
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill("SIGKILL");
    await this.exited;
  }

  /** JSON of an address, or undefined where nobody answers (it was just killed). */
  async ask(path: string, body?: unknown): Promise<unknown> {
    try {
      const response = await fetch(
        `${this.url}${path}`,
        body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
      );
      return response.ok ? await response.json() : undefined;
    } catch {
      return undefined;
    }
  }
}
