import { readdirSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** So many answers are remembered. */
const remembered = 10;
/** How long a process may take to write its report (https://nodejs.org/api/report.html), milliseconds. */
const reportMs = 5_000;

/** What a process of Node is doing, without its help where it gives none. Linux only: elsewhere it tells less. */
export class Inspection {
  readonly #pid: number;
  readonly #folder: string;
  readonly #open = new Set<{ readonly name: string; readonly since: number }>();
  readonly #answers: string[] = [];

  constructor(pid: number, folder: string) {
    this.#pid = pid;
    this.#folder = folder;
  }

  /** What Node must be started with. */
  static flags(folder: string): readonly string[] {
    return [
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

  /** @param signal sends it one */
  async tell(signal: (name: NodeJS.Signals) => void): Promise<string> {
    const open = [...this.#open].map(
      ({ name, since }) => `${name} for ${((performance.now() - since) / 1_000).toFixed(1)} s`,
    );
    const { threads } = this;
    signal("SIGUSR2");
    return [
      `Process ${this.#pid}, ${threads}`,
      `asked and not answered: ${open.join(", ") || "nothing"}`,
      `answered last: ${this.#answers.join(", ") || "nothing"}`,
      await this.#report(),
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

  /** Where its report is: it has the handles that it waits for, and the stack of each worker. */
  async #report(): Promise<string> {
    for (const until = performance.now() + reportMs; performance.now() < until; await pause(50)) {
      const name = (await readdir(this.#folder)).find((one) => one.includes(`.${this.#pid}.`));
      if (name !== undefined) return `its report: ${name}`;
    }
    return "it writes no report: its main thread is busy, or in a call to the system";
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
