/** One Kafka broker (KRaft) on this machine, with its log in a folder of its own. It never outlives the process that started it. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePorts, Leashed } from "../leashed.ts";
import { kafkaClasspath } from "./install.ts";

export interface BrokerOptions {
  /** An address of this machine. Default: 127.0.0.1. */
  readonly host?: string;
  /** More of `server.properties`. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Listeners beside the plain one, by name, each on a port of its own, with the protocol that it speaks. */
  readonly listeners?: Readonly<Record<string, "SSL" | "SASL_SSL">>;
  /** More arguments of the tool that formats the log's folder, such as `--add-scram`. */
  readonly format?: readonly string[];
}

export class Broker {
  readonly address: string;
  readonly #host: string;
  readonly #folder: string;
  readonly #classpath: string;
  readonly #listeners: ReadonlyMap<string, number>;
  #running: Leashed | undefined;

  private constructor(
    host: string,
    folder: string,
    classpath: string,
    port: number,
    listeners: ReadonlyMap<string, number>,
  ) {
    this.#host = host;
    this.#folder = folder;
    this.#classpath = classpath;
    this.#listeners = listeners;
    this.address = `${host}:${port}`;
  }

  /** Formatted, started and ready. Throws `Missing` where the machine lacks what it needs. */
  static async start(options: BrokerOptions = {}): Promise<Broker> {
    const { host = "127.0.0.1", properties, listeners = {}, format = [] } = options;
    const classpath = await kafkaClasspath();
    const folder = await mkdtemp(join(tmpdir(), "waybill-kafka-"));
    const names = Object.keys(listeners);
    const [port = 0, controller = 0, ...more] = await freePorts(2 + names.length);
    const ports = new Map(names.map((name, index) => [name, more[index] ?? 0] as const));
    const broker = new Broker(host, folder, classpath, port, ports);
    const file = join(folder, "server.properties");
    const all = {
      ...settings(controller, join(folder, "log")),
      ...listening(host, new Map([["PLAINTEXT", port], ...ports]), controller, listeners),
      ...properties,
    };
    await writeFile(
      file,
      Object.entries(all)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(""),
    );
    const cluster = randomBytes(16).toString("base64url");
    const formatting = ["kafka.tools.StorageTool", "format", "-t", cluster, "-c", file, ...format];
    await promisify(execFile)("java", ["-cp", classpath, ...formatting]).catch((error) => {
      // It tells all of its settings first.
      throw new Error(`Kafka's log was not formatted: ${String(error.stderr).trim().split("\n").at(-1)}`);
    });
    await broker.start();
    return broker;
  }

  /** Where one of `listeners` listens. */
  at(listener: string): string {
    return `${this.#host}:${this.#listeners.get(listener) ?? 0}`;
  }

  /** Again, where it was killed: same address, same log. Nothing where it runs. */
  async start(): Promise<void> {
    if (this.#running !== undefined) return;
    const heap = ["-Xmx512m", "-Xms128m", `-Dkafka.logs.dir=${this.#folder}`];
    const command = ["java", ...heap, "-cp", this.#classpath, "kafka.Kafka"];
    this.#running = await Leashed.start([...command, join(this.#folder, "server.properties")], {
      ready: (said) => said.includes("Kafka Server started"),
      log: join(this.#folder, "broker.log"),
    });
  }

  /** As a machine that loses power: what it did not write is gone. */
  async kill(): Promise<void> {
    await this.#running?.end("SIGKILL");
    this.#running = undefined;
  }

  /** It neither answers nor goes away until it is let on. */
  pause(): void {
    this.#running?.signal("SIGSTOP");
  }

  goOn(): void {
    this.#running?.signal("SIGCONT");
  }

  /** Gone, and its log with it. */
  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function listening(
  host: string,
  ports: ReadonlyMap<string, number>,
  controller: number,
  protocols: Readonly<Record<string, string>>,
): Record<string, string> {
  const open = [...ports].map(([name, at]) => `${name}://${host}:${at}`);
  const spoken = Object.entries({ PLAINTEXT: "PLAINTEXT", CONTROLLER: "PLAINTEXT", ...protocols });
  return {
    listeners: [...open, `CONTROLLER://127.0.0.1:${controller}`].join(","),
    "advertised.listeners": open.join(","),
    "listener.security.protocol.map": spoken.map(([name, protocol]) => `${name}:${protocol}`).join(","),
  };
}

function settings(controller: number, log: string): Record<string, string> {
  return {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@127.0.0.1:${controller}`,
    "controller.listener.names": "CONTROLLER",
    "log.dirs": log,
    "num.partitions": "1",
    "auto.create.topics.enable": "false",
    "offsets.topic.num.partitions": "4",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    // Members of a test that are killed are noticed soon.
    "group.min.session.timeout.ms": "1000",
  };
}
