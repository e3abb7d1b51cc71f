import { readdirSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { stackAt } from "./stack.ts";

/** So many answers are remembered. */
const remembered = 10;
/** How long a process may take to write its report (https://nodejs.org/api/report.html), milliseconds. */
const reportMs = 5_000;
/** How long it may take until a debugger is told where it is, milliseconds. */
const stackMs = 5_000;

interface Inspected {
  /** What it wrote to standard error. */
  readonly said: string;
  signal(name: NodeJS.Signals): void;
}

/** What a process of Node is doing, without its help where it gives none. Linux only: elsewhere it tells less. */
export class Inspection {
  readonly #process: Inspected;
  readonly #pid: number;
  readonly #folder: string;
  readonly #open = new Set<{ readonly name: string; readonly since: number }>();
  readonly #answers: string[] = [];

  constructor(process: Inspected, pid: number, folder: string) {
    this.#process = process;
    this.#pid = pid;
    this.#folder = folder;
  }

  /** What Node must be started with. */
  static flags(folder: string): readonly string[] {
    return [
      // Any that is free.
      "--inspect-port=127.0.0.1:0",
      "--report-on-signal",
      "--report-signal=SIGUSR2",
      `--report-directory=${folder}`,
      "--report-exclude-env",
      "--report-exclude-network",
    ];
  }

  /** Somebody asks it something; to be told what kind of answer came. */
  asked(name: string): (answer: string) => void {
    const question = { name, since: performance.now() };
    this.#open.add(question);
    return (answer) => {
      this.#open.delete(question);
      this.#answers.push(`${name} ${answer} after ${(performance.now() - question.since).toFixed(0)} ms`);
      if (this.#answers.length > remembered) this.#answers.shift();
    };
  }

  /** All its threads stand still. */
  get isStopped(): boolean {
    return this.#threads().every(({ state }) => state === "T");
  }

  /** A letter for each thread, as proc(5) has them: `R` runs, `S` waits, `D` waits for the disk, `T` is stopped; and in what of the kernel. */
  get threads(): string {
    return `threads: ${this.#threads()
      .map(({ name, state, where }) => `${name} ${state} ${where}`)
      .join(", ")}`;
  }

  async tell(): Promise<string> {
    const open = [...this.#open].map(
      ({ name, since }) => `${name} for ${((performance.now() - since) / 1_000).toFixed(1)} s`,
    );
    const { threads } = this;
    return [
      `Process ${this.#pid}, ${threads}`,
      `asked and not answered: ${open.join(", ") || "nothing"}`,
      `answered last: ${this.#answers.join(", ") || "nothing"}`,
      (await this.#report()) ?? (await this.#stack()),
    ].join("; ");
  }

  #threads(): readonly { readonly name: string; readonly state: string; readonly where: string }[] {
    const folder = `/proc/${this.#pid}/task`;
    return ifThere(() => readdirSync(folder), []).map((thread) => {
      const read = (file: string): string =>
        ifThere(() => readFileSync(`${folder}/${thread}/${file}`, "utf8"), "");
      // The name, in brackets, may hold anything.
      const [, name = "", state = ""] = /\((.*)\) (.)/s.exec(read("stat")) ?? [];
      return { name, state, where: read("wchan") };
    });
  }

  /** It has the handles that it waits for, and the stack of each worker. None comes where the main thread is busy. */
  async #report(): Promise<string | undefined> {
    this.#process.signal("SIGUSR2");
    for (const until = performance.now() + reportMs; performance.now() < until; await pause(50)) {
      const name = (await readdir(this.#folder)).find((one) => one.includes(`.${this.#pid}.`));
      if (name !== undefined) return `its report: ${name}`;
    }
    return undefined;
  }

  /** What a debugger is told of a thread that comes to no end: one in a network of its own can not be asked. */
  async #stack(): Promise<string> {
    this.#process.signal("SIGUSR1");
    const late = AbortSignal.timeout(stackMs);
    try {
      for (;;) {
        const [address] = /ws:\/\/\S+/.exec(this.#process.said) ?? [];
        if (address !== undefined) return `its stack: ${(await stackAt(address, late)).join(" < ")}`;
        await pause(50, undefined, { signal: late });
      }
    } catch (error) {
      return `it writes no report and tells no stack (${String(error)})`;
    }
  }
}

/** A thread may end while it is looked at. */
function ifThere<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
