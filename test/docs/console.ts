/**
 * Runs the `console` blocks of a guide, in order, in one folder. `$ ` begins a command; what follows is what it says. A word with a digit
 * in it stands for any such word (run ids, times, sizes), `…` for whatever comes between. A comment before a block says the rest:
 * `<!-- runs: NAME -->` that its last command goes on running, `<!-- stops: NAME -->` that one is stopped before it,
 * `<!-- exits: N -->` that its last command ends with that exit code.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface ConsoleBlock {
  readonly runs: string | undefined;
  readonly stops: string | undefined;
  readonly status: number;
  readonly commands: readonly { readonly text: string; readonly says: readonly string[] }[];
}

export function consoleBlocks(guide: string): readonly ConsoleBlock[] {
  return [...guide.matchAll(/((?:^<!-- \w+: .*? -->\n)*)\n*^```console\n([\s\S]*?)^```$/gm)].map(
    ([, comments = "", text = ""]) => {
      const said = (word: string) => new RegExp(`<!-- ${word}: (.*?) -->`).exec(comments)?.[1];
      const commands: { text: string; says: string[] }[] = [];
      for (const line of text.split("\n")) {
        const last = commands.at(-1);
        if (line.startsWith("$ ")) commands.push({ text: line.slice(2), says: [] });
        else if (last?.text.endsWith("\\")) last.text = `${last.text.slice(0, -1)} ${line.trim()}`;
        else if (line.trim() !== "") last?.says.push(line);
      }
      return { runs: said("runs"), stops: said("stops"), status: Number(said("exits") ?? 0), commands };
    },
  );
}

export class Terminal {
  readonly #folder: string;
  readonly #variables: Readonly<Record<string, string>>;
  readonly #running = new Map<string, ChildProcess>();

  constructor(folder: string, variables: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#variables = variables;
  }

  /** What of a block is not as the guide says. */
  async run({ commands, runs, stops, status }: ConsoleBlock): Promise<readonly string[]> {
    if (stops !== undefined) await this.stop(stops);
    const wrong: string[] = [];
    for (const [index, { text, says }] of commands.entries()) {
      const isLast = index === commands.length - 1;
      const found =
        isLast && runs !== undefined
          ? await this.#start(runs, text, says)
          : await this.#command(text, says, isLast ? status : 0);
      wrong.push(...found);
    }
    return wrong;
  }

  async stop(name: string): Promise<void> {
    const child = this.#running.get(name);
    this.#running.delete(name);
    if (child === undefined || child.exitCode !== null) return;
    const over = once(child, "close");
    // What the shell started, too.
    process.kill(-(child.pid ?? 0), "SIGTERM");
    await over;
  }

  async stopAll(): Promise<void> {
    for (const name of this.#running.keys()) await this.stop(name);
  }

  async #command(text: string, says: readonly string[], status: number): Promise<readonly string[]> {
    const { child, said } = this.#spawn(text);
    const [ended] = (await once(child, "close")) as [number | null];
    const missing = missingIn(said(), says);
    return ended === status && missing.length === 0
      ? []
      : [`$ ${text}\nended with ${ended}, without ${JSON.stringify(missing)}:\n${said()}`];
  }

  /** Waits until it has said what the guide shows. */
  async #start(name: string, text: string, says: readonly string[]): Promise<readonly string[]> {
    const { child, said } = this.#spawn(text);
    this.#running.set(name, child);
    for (let waited = 0; waited < 60_000 && child.exitCode === null; waited += 50) {
      if (missingIn(said(), says).length === 0) return [];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return [`$ ${text}\ndid not say ${JSON.stringify(missingIn(said(), says))}:\n${said()}`];
  }

  #spawn(text: string): { readonly child: ChildProcess; readonly said: () => string } {
    let output = "";
    const child = spawn("bash", ["--noprofile", "--norc", "-c", text], {
      cwd: this.#folder,
      detached: true,
      env: this.#variables,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return { child, said: () => output };
  }
}

/** Lines that a guide shows and that were not said, in its order. */
function missingIn(output: string, shown: readonly string[]): readonly string[] {
  const lines = output.split("\n").map(alike);
  let from = 0;
  return shown.filter((line) => {
    if (line.trim() === "…") return false;
    const at = lines.indexOf(alike(line), from);
    if (at < 0) return true;
    from = at + 1;
    return false;
  });
}

function alike(line: string): string {
  return line
    .replaceAll(/\S*\d\S*/g, "#")
    .replaceAll(/\s+/g, " ")
    .trim();
}
