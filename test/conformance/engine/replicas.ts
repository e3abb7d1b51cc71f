import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createReceiver, type Server as Receiver } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import type { Restate } from "../../../trial/restate/server.ts";
import type { Databases } from "../store/databases.ts";
import { Balancer } from "./balancer.ts";
import { type Call, calling } from "./called.ts";
import type { ReplicaSettings } from "./replica-process.ts";

const program = fileURLToPath(new URL("replica-process.ts", import.meta.url));
const source = fileURLToPath(new URL("../../../bin/source.ts", import.meta.url));

let made = 0;

/** Replicas of one build behind one address, each a process of its own; who accepts messages; and what the steps call. */
export class Replicas {
  readonly calls: Call[] = [];
  /** Accepts, and is never called by Restate. */
  readonly door: RestateEngine;
  readonly #settings: Omit<ReplicaSettings, "restate"> & { readonly restate: ReplicaSettings["restate"] };
  readonly #balancer: Balancer;
  readonly #receiver: Receiver;
  readonly #replicas = new Map<number, ChildProcess>();

  private constructor(
    door: RestateEngine,
    settings: ReplicaSettings,
    balancer: Balancer,
    receiver: Receiver,
  ) {
    this.door = door;
    this.#settings = settings;
    this.#balancer = balancer;
    this.#receiver = receiver;
  }

  static async start(server: Restate, databases: Databases, count: number): Promise<Replicas> {
    const database = await databases.make();
    const [balanced = 0, own = 0] = await freePorts(2);
    const balancer = await Balancer.start(balanced);
    const receiver = createReceiver().listen(0, "127.0.0.1");
    await once(receiver, "listening");
    const restate = {
      ingress: `http://${server.ingress}`,
      prefix: `fleet-${++made}-`,
    };
    const door = new RestateEngine({
      store: await databases.open(database),
      restate: { ...restate, listen: { host: "127.0.0.1", port: own } },
    });
    await door.serve("one", [calling(() => Promise.reject(new Error("Restate does not call here.")))]);
    const { port } = receiver.address() as AddressInfo; // it listens
    const register = { admin: `http://${server.admin}`, address: `http://127.0.0.1:${balanced}` };
    const settings: ReplicaSettings = {
      database: databases.server.settings(database),
      restate: { ...restate, listen: { host: "127.0.0.1", port: 0 }, register },
      receiver: `http://127.0.0.1:${port}`,
    };
    const replicas = new Replicas(door, settings, balancer, receiver);
    receiver.on("request", (request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        replicas.calls.push(JSON.parse(text) as Call); // as the replica wrote it
        void sleep(10).then(() => response.end());
      });
    });
    for (let index = 0; index < count; index += 1) await replicas.#add();
    return replicas;
  }

  /** As a machine that loses power. */
  async kill(): Promise<void> {
    const [port, child] = this.#first();
    this.#replicas.delete(port);
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** As a machine that stands still for a while: its connections stay, and it answers nothing. */
  async freeze(ms: number): Promise<void> {
    const [, child] = this.#first();
    child.kill("SIGSTOP");
    await sleep(ms);
    child.kill("SIGCONT");
  }

  /** Restate and a replica lose each other for a while. The replica goes on with what it has, and reaches everything else. */
  async cutOff(ms: number): Promise<void> {
    const [port] = this.#first();
    this.#balancer.remove(port);
    await sleep(ms);
    this.#balancer.add(port);
  }

  #first(): readonly [port: number, child: ChildProcess] {
    const [first] = this.#replicas;
    if (first === undefined) throw new Error("No replica is left.");
    return first;
  }

  async stop(): Promise<void> {
    await this.door.close({ drainMs: 0 });
    while (this.#replicas.size > 0) await this.kill();
    this.#balancer.stop();
    this.#receiver.closeAllConnections();
    this.#receiver.close();
  }

  async #add(): Promise<void> {
    const [port = 0] = await freePorts(1);
    const { restate } = this.#settings;
    const settings = { ...this.#settings, restate: { ...restate, listen: { host: "127.0.0.1", port } } };
    // Before it is ready: Restate asks it what it serves.
    this.#balancer.add(port);
    const child = spawn(process.execPath, ["--import", source, program, JSON.stringify(settings)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#replicas.set(port, child);
    child.on("exit", () => this.#balancer.remove(port));
    await once(child.stdout, "data");
  }
}
