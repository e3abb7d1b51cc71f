/** One Restate server on this machine, with its data in a folder of its own. It never outlives the process that started it. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts, Leashed } from "../leashed.ts";
import { npmServers } from "../npm.ts";
import { Missing } from "../tools.ts";

export interface RestateOptions {
  /** An address of this machine. Default: 127.0.0.1. */
  readonly host?: string;
  /** More of its settings (`RESTATE_…`). */
  readonly settings?: Readonly<Record<string, string>>;
}

export class Restate {
  /** `host:port` of what takes calls, and of what is asked and told about them. */
  readonly ingress: string;
  readonly admin: string;
  readonly #folder: string;
  readonly #binary: string;
  readonly #host: string;
  readonly #node: number;
  readonly #settings: Readonly<Record<string, string>>;
  #running: Leashed | undefined;

  private constructor(
    folder: string,
    binary: string,
    { host = "127.0.0.1", settings = {} }: RestateOptions,
    ports: readonly number[],
  ) {
    const [ingress = 0, admin = 0, node = 0] = ports;
    this.#folder = folder;
    this.#binary = binary;
    this.#host = host;
    this.#node = node;
    this.#settings = settings;
    this.ingress = `${host}:${ingress}`;
    this.admin = `${host}:${admin}`;
  }

  /** Started and ready. Throws `Missing` where there is none for this machine. */
  static async start(options: RestateOptions = {}): Promise<Restate> {
    const binary = await binaryOf();
    const folder = await mkdtemp(join(tmpdir(), "waybill-restate-"));
    const server = new Restate(folder, binary, options, await freePorts(3));
    await server.start();
    return server;
  }

  /** Again, where it was killed: same addresses, same data. */
  async start(): Promise<void> {
    const node = this.#node;
    this.#running = await Leashed.start(
      [this.#binary, "--no-logo", "--node-name", "trial", "--base-dir", this.data, "--listen-mode", "tcp"],
      {
        ready: async () => (await isWell(this.admin, "/health")) && isWell(this.ingress, "/restate/health"),
        log: join(this.#folder, "server.log"),
        env: {
          // What a killed server leaves of its invocations goes with the rest.
          TMPDIR: this.#folder,
          RESTATE_INGRESS__BIND_ADDRESS: this.ingress,
          RESTATE_ADMIN__BIND_ADDRESS: this.admin,
          RESTATE_BIND_ADDRESS: `${this.#host}:${node}`,
          RESTATE_ADVERTISED_ADDRESS: `http://${this.#host}:${node}`,
          RESTATE_DEFAULT_NUM_PARTITIONS: "4",
          RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE: "256MiB",
          RESTATE_DISABLE_TELEMETRY: "true",
          ...this.#settings,
        },
      },
    );
  }

  /** Of its process; 0 while there is none. */
  get pid(): number {
    return this.#running?.pid ?? 0;
  }

  /** Where its data lies. */
  get data(): string {
    return join(this.#folder, "data");
  }

  /** As a machine that loses power. */
  async kill(): Promise<void> {
    await this.#running?.end("SIGKILL");
    this.#running = undefined;
  }

  /** As one whose disk is lost; the next start knows nothing. */
  async lose(): Promise<void> {
    await this.kill();
    await rm(join(this.#folder, "data"), { recursive: true });
  }

  /** Gone, and its data with it. */
  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function binaryOf(): Promise<string> {
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}`;
  const binary = join(await npmServers(), name, "bin/restate-server");
  if (existsSync(binary)) return binary;
  throw new Missing(`There is no Restate for ${process.platform} on ${process.arch} at npm.`);
}

async function isWell(address: string, path: string): Promise<boolean> {
  return fetch(`http://${address}${path}`).then(
    ({ ok }) => ok,
    () => false,
  );
}
