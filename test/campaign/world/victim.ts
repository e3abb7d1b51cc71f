import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Api } from "../victim/api.ts";
import { within } from "../within.ts";
import { Inspection } from "./inspection.ts";

export type Given<Name extends keyof Api> = Parameters<Api[Name]> extends [infer One] ? One : undefined;
export type Value<Name extends keyof Api> = Awaited<ReturnType<Api[Name]>>;

export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  /** By the engine (409), for now (503), or by mistake (500). */
  | { readonly kind: "refused"; readonly status: number; readonly text: string }
  /** Nobody answers, and nobody knows whether it was done. */
  | { readonly kind: "gone" }
  /** It lives, and said nothing for as long as anybody waits. */
  | { readonly kind: "silent"; readonly forMs: number };

export interface VictimOptions {
  /** Its first module. It prints its address once it serves. */
  readonly program: URL;
  readonly env: Readonly<Record<string, string>>;
  /** Where it writes what it is doing when it is asked for that. */
  readonly folder: string;
  /** What starts it elsewhere, and becomes it: `ip netns exec NAME`. */
  readonly within?: readonly string[];
  /** `step-begun:3`: it kills itself there. */
  readonly crashAt?: string | undefined;
  /** How long an answer is waited for, milliseconds. */
  readonly patienceMs?: number | undefined;
  /** How long it may take until it serves, or ends, milliseconds. */
  readonly startMs?: number | undefined;
}

/** A healthy process on a busy machine does not take nearly so long for anything. Milliseconds. */
const usualPatienceMs = 60_000;

/** One life of the engine's process, seen from outside. It does not outlive the one that started it. */
export class Victim {
  readonly exited: Promise<unknown>;
  readonly #child: ChildProcess;
  readonly #options: VictimOptions;
  readonly #inspection: Inspection;
  #url: string | undefined;
  #killed = false;
  #said = "";

  private constructor(options: VictimOptions) {
    this.#options = options;
    const { program, env, folder, within: place = [], crashAt = "" } = options;
    const [command, ...rest] = [
      ...place,
      process.execPath,
      ...Inspection.flags(folder),
      fileURLToPath(program),
    ];
    this.#child = spawn(command ?? "", rest, {
      env: { ...process.env, NODE_NO_WARNINGS: "1", ...env, WAYBILL_CRASH_AT: crashAt },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#inspection = new Inspection(this, this.#child.pid ?? 0, folder);
    const end = (): void => this.signal("SIGKILL");
    process.once("exit", end);
    this.exited = once(this.#child, "close").finally(() => process.off("exit", end));
    this.#child.stderr?.on("data", (text: Buffer) => (this.#said += text.toString()));
  }

  /** Resolves when it serves, or is gone before it did. Rejects where neither comes. */
  static async start(options: VictimOptions): Promise<Victim> {
    const victim = new Victim(options);
    const { startMs = usualPatienceMs } = options;
    const begun = Promise.race([
      once(victim.#child.stdout ?? victim.#child, "data"),
      victim.exited.then(() => []),
    ]) as Promise<[Buffer?]>; // As `listen.ts` prints it.
    try {
      const [address] = await within(startMs, begun, () => "A process neither served nor ended");
      victim.#url = address?.toString().trim();
      return victim;
    } catch (error) {
      const stood = await victim.examine();
      await victim.kill();
      throw new Error(`${String(error)} ${stood}\n${victim.said}`, { cause: error });
    }
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
    const until = performance.now() + usualPatienceMs;
    while (this.alive && !this.#inspection.isStopped) {
      if (performance.now() > until)
        throw new Error(`Told to stand still it does not. ${this.#inspection.threads}`);
      await pause(1);
    }
  }

  /** It may end by itself from now on. */
  release(): void {
    this.#killed = true;
  }

  /** Rejects where the system does not let it go. */
  async kill(): Promise<void> {
    if (this.alive) {
      this.#killed = true;
      this.#child.kill("SIGKILL");
    }
    await within(usualPatienceMs, this.exited, () => `Killed, it did not end: ${this.#inspection.threads}`);
  }

  /** What it is doing, what it was asked and what it answered: one line. It goes on afterwards. */
  async examine(): Promise<string> {
    return this.alive ? this.#inspection.tell() : "A process is gone.";
  }

  async ask<Name extends keyof Api>(
    name: Name,
    given?: Given<Name>,
    patienceMs = this.#options.patienceMs ?? usualPatienceMs,
  ): Promise<Answer<Value<Name>>> {
    if (this.#url === undefined || !this.alive) return { kind: "gone" };
    const heard = this.#inspection.asked(name);
    const patience = AbortSignal.timeout(patienceMs);
    const answer = await send<Value<Name>>(`${this.#url}/${name}`, given, patience);
    heard(answer.kind);
    return answer;
  }
}

async function send<T>(url: string, given: unknown, patience: AbortSignal): Promise<Answer<T>> {
  const asked = performance.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      body: JSON.stringify(given ?? {}),
      signal: patience,
    });
    const text = await response.text();
    if (!response.ok) return { kind: "refused", status: response.status, text };
    return { kind: "ok", value: JSON.parse(text) as T }; // `api.ts` has the function of this name.
  } catch {
    return patience.aborted
      ? { kind: "silent", forMs: Math.round(performance.now() - asked) }
      : { kind: "gone" };
  }
}
