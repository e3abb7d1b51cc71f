/** One Kafka broker (KRaft) on loopback, with its log in a folder of its own. It never outlives the process that started it. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePorts, Leashed } from "../leashed.ts";
import { kafkaClasspath } from "./install.ts";

export interface BrokerOptions {
  /** More of `server.properties`. */
  readonly properties?: Readonly<Record<string, string>>;
}

export class Broker {
  readonly address: string;
  readonly #folder: string;
  readonly #classpath: string;
  #running: Leashed | undefined;

  private constructor(folder: string, classpath: string, port: number) {
    this.#folder = folder;
    this.#classpath = classpath;
    this.address = `127.0.0.1:${port}`;
  }

  /** Formatted, started and ready. Throws `Missing` where the machine lacks what it needs. */
  static async start({ properties = {} }: BrokerOptions = {}): Promise<Broker> {
    const classpath = await kafkaClasspath();
    const folder = await mkdtemp(join(tmpdir(), "waybill-kafka-"));
    const [port, controller] = await freePorts(2);
    const broker = new Broker(folder, classpath, port ?? 0);
    const file = join(folder, "server.properties");
    const all = { ...settings(port ?? 0, controller ?? 0, join(folder, "log")), ...properties };
    await writeFile(
      file,
      Object.entries(all)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(""),
    );
    const cluster = randomBytes(16).toString("base64url");
    const format = ["kafka.tools.StorageTool", "format", "-t", cluster, "-c", file];
    await promisify(execFile)("java", ["-cp", classpath, ...format]);
    await broker.start();
    return broker;
  }

  /** Again, where it was killed or stopped: same address, same log. */
  async start(): Promise<void> {
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

function settings(port: number, controller: number, log: string): Record<string, string> {
  return {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port}`,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
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
