import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Api } from "../victim/api.ts";

export type Given<Name extends keyof Api> = Parameters<Api[Name]> extends [infer One] ? One : undefined;
export type Value<Name extends keyof Api> = Awaited<ReturnType<Api[Name]>>;

export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  /** By the engine (409), for now (503), or by mistake (500). */
  | { readonly kind: "refused"; readonly status: number; readonly text: string }
  /** Nobody answers, and nobody knows whether it was done. */
  | { readonly kind: "gone" };

export interface VictimOptions {
  /** Its first module. It prints its address once it serves. */
  readonly program: URL;
  readonly env: Readonly<Record<string, string>>;
  /** What starts it elsewhere, and becomes it: `ip netns exec NAME`. */
  readonly within?: readonly string[];
  /** `step-begun:3`: it kills itself there. */
  readonly crashAt?: string | undefined;
  /** How long an answer is waited for, milliseconds. Default: for ever. */
  readonly patienceMs?: number;
}

/** One life of the engine's process, seen from outside. */
export class Victim {
  readonly #child: ChildProcess;
  readonly #options: VictimOptions;
  #url: string | undefined;
  #killed = false;
  #said = "";
  readonly exited: Promise<unknown>;

  private constructor(options: VictimOptions) {
    this.#options = options;
    const { program, env, within = [], crashAt = "" } = options;
    const [command = process.execPath, ...rest] = within;
    const started = within.length === 0 ? [] : [process.execPath];
    this.#child = spawn(command, [...rest, ...started, fileURLToPath(program)], {
      env: { ...process.env, NODE_NO_WARNINGS: "1", ...env, WAYBILL_CRASH_AT: crashAt },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.exited = once(this.#child, "close");
    this.#child.stderr?.on("data", (text: Buffer) => (this.#said += text.toString()));
  }

  /** Resolves when it serves, or is gone before it did. */
  static async start(options: VictimOptions): Promise<Victim> {
    const victim = new Victim(options);
    const [address] = (await Promise.race([
      once(victim.#child.stdout ?? victim.#child, "data"),
      victim.exited.then(() => []),
    ])) as [Buffer?];
    victim.#url = address?.toString().trim();
    return victim;
  }

  /** The crash point that it was told. */
  get arms(): string | undefined {
    return this.#options.crashAt;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it wrote to standard error. */
  get said(): string {
    return this.#said;
  }

  /** How it ended where nobody meant it to: by itself, or at a crash point that it was not told. */
  get unexpected(): string | undefined {
    if (this.alive || this.#killed) return undefined;
    if (this.#child.signalCode === "SIGKILL" && (this.#options.crashAt ?? "") !== "") return undefined;
    return `The process ended by itself (${this.#child.exitCode ?? this.#child.signalCode}): ${this.#said}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** It stands still, with no call to the system under way, until it is sent `SIGCONT`. Linux only: it looks into `/proc`. */
  async standStill(): Promise<void> {
    this.signal("SIGSTOP");
    while (this.alive && !this.#threadStates().every((state) => state === "T")) await pause(1);
  }

  /** A letter for each thread, as proc(5) has them: `T` is stopped, `D` waits for the disk. */
  #threadStates(): readonly string[] {
    const folder = `/proc/${this.#child.pid}/task`;
    // The name before it, in brackets, may hold anything.
    return readdirSync(folder).map(
      (thread) => /.*\) (.)/s.exec(readFileSync(`${folder}/${thread}/stat`, "utf8"))?.[1] ?? "",
    );
  }

  /** It may end by itself from now on. */
  release(): void {
    this.#killed = true;
  }

  async kill(): Promise<void> {
    if (this.alive) {
      this.#killed = true;
      this.#child.kill("SIGKILL");
    }
    await this.exited;
  }

  async ask<Name extends keyof Api>(
    name: Name,
    given?: Given<Name>,
    patienceMs = this.#options.patienceMs,
  ): Promise<Answer<Value<Name>>> {
    if (this.#url === undefined || !this.alive) return { kind: "gone" };
    try {
      const response = await fetch(`${this.#url}/${name}`, {
        method: "POST",
        body: JSON.stringify(given ?? {}),
        signal: patienceMs === undefined ? null : AbortSignal.timeout(patienceMs),
      });
      const text = await response.text();
      if (!response.ok) return { kind: "refused", status: response.status, text };
      return { kind: "ok", value: JSON.parse(text) as Value<Name> }; // `serve.ts` asked the function of this name.
    } catch {
      return { kind: "gone" };
    }
  }
}
