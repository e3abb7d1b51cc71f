/** One Kafka broker (KRaft) on loopback, with its log in a folder of its own. It never outlives the process that started it. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { kafkaClasspath } from "./install.ts";

/** Ends the broker when its own input ends: also where whoever started it was killed. */
const leash = `"$@" & broker=$!; echo "pid $broker"; cat >/dev/null; kill -9 $broker 2>/dev/null`;

export interface BrokerOptions {
  /** More of `server.properties`. */
  readonly properties?: Readonly<Record<string, string>>;
}

export class Broker {
  readonly address: string;
  readonly #folder: string;
  readonly #classpath: string;
  #child: ChildProcess | undefined;
  #pid = 0;

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
    const log = join(this.#folder, "broker.log");
    const heap = ["-Xmx512m", "-Xms128m", `-Dkafka.logs.dir=${this.#folder}`];
    const command = ["java", ...heap, "-cp", this.#classpath, "kafka.Kafka"];
    const args = ["-c", leash, "leash", ...command, join(this.#folder, "server.properties")];
    const child = spawn("sh", args, { stdio: ["pipe", "pipe", "pipe"] });
    this.#child = child;
    const written = createWriteStream(log);
    child.stderr?.pipe(written, { end: false });
    child.stdout?.pipe(written, { end: false });
    let seen = "";
    const hear = (chunk: Buffer): void => {
      seen += chunk.toString();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    for (const end = Date.now() + 60_000; !seen.includes("Kafka Server started"); await sleep(50)) {
      if (child.exitCode === null && Date.now() < end) continue;
      throw new Error(`Kafka did not start:\n${(await readFile(log, "utf8")).slice(-4_000)}`);
    }
    this.#pid = Number(/pid (\d+)/.exec(seen)?.[1]);
    child.stdout?.off("data", hear);
    child.stderr?.off("data", hear);
  }

  /** As a machine that loses power: what it did not write is gone. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return;
    process.kill(this.#pid, "SIGKILL");
    child.stdin?.end();
    await once(child, "exit");
  }

  /** It neither answers nor goes away until it is let on. */
  pause(): void {
    process.kill(this.#pid, "SIGSTOP");
  }

  goOn(): void {
    process.kill(this.#pid, "SIGCONT");
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

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports: number[] = [];
  for (const server of servers) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address === "object" && address !== null) ports.push(address.port);
  }
  for (const server of servers) server.close();
  return ports;
}
