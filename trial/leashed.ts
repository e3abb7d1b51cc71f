import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isRoot, nobody } from "./tools.ts";

/**
 * Ends the server when its own input ends: also where whoever started it was killed, or all of its process group were told to end, as
 * `timeout` does, of which PostgreSQL makes that it waits for its clients. The shell tells that its `cat` was ended, by then to nobody:
 * without its trap for PIPE that is the end of it, before it has ended the server.
 */
const leash = `trap : TERM INT HUP PIPE; "$@" & server=$!; echo "pid $server"; cat >/dev/null; kill -9 $server 2>/dev/null`;

const startMs = 60_000;

export interface LeashedOptions {
  /** Whether it is ready, from what it has said so far or by asking it. */
  readonly ready: (said: string) => boolean | Promise<boolean>;
  /** Where all that it says is added. */
  readonly log: string;
  readonly env?: Readonly<Record<string, string>>;
  /** It will not run as root. */
  readonly notAsRoot?: boolean;
}

/** A server that never outlives the process that started it. */
export class Leashed {
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.pid = pid;
  }

  /** Resolves when it is ready; rejects with the end of what it said where it ended before. */
  static async start(command: readonly string[], options: LeashedOptions): Promise<Leashed> {
    const { ready, log, env, notAsRoot = false } = options;
    const child = spawn("sh", ["-c", leash, "leash", ...command], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...env },
      ...(notAsRoot ? asNobody() : {}),
    });
    const written = createWriteStream(log, { flags: "a" });
    let seen = "";
    const hear = (chunk: Buffer): void => {
      seen += chunk.toString();
    };
    const streams = [child.stdout, child.stderr];
    for (const stream of streams) {
      stream?.pipe(written, { end: false });
      stream?.on("data", hear);
    }
    const pid = () => Number(/pid (\d+)/.exec(seen)?.[1] ?? 0);
    for (const end = Date.now() + startMs; !(await ready(seen)); await sleep(20)) {
      if (child.exitCode === null && (pid() === 0 || isAlive(pid())) && Date.now() < end) continue;
      child.stdin?.end();
      throw new Error(`${command[0]} did not start:\n${(await readFile(log, "utf8")).slice(-4_000)}`);
    }
    for (const stream of streams) stream?.off("data", hear);
    return new Leashed(child, pid());
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** Resolves when it is gone, and what it had started. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (isAlive(this.pid)) this.signal(signal);
    while (isAlive(this.pid)) await sleep(5);
    this.#child.stdin?.end();
    if (this.#child.exitCode === null) await once(this.#child, "exit");
  }
}

/** As whom it runs that will not run as root. */
export function asNobody(): { readonly uid?: number; readonly gid?: number } {
  return isRoot() ? { uid: nobody, gid: nobody } : {};
}

/** Of this machine, all different. Nobody keeps them: another process may take one before it is used. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  for (const server of servers) server.close();
  return ports;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
