import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createReceiver, type Server as Receiver } from "node:http";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import { freePorts } from "../../../trial/leashed.ts";
import type { Restate } from "../../../trial/restate/server.ts";
import type { Databases } from "../store/databases.ts";
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
  readonly #balancer: Server;
  readonly #receiver: Receiver;
  readonly #replicas = new Map<number, ChildProcess>();

  private constructor(door: RestateEngine, settings: ReplicaSettings, balancer: Server, receiver: Receiver) {
    this.door = door;
    this.#settings = settings;
    this.#balancer = balancer;
    this.#receiver = receiver;
  }

  static async start(server: Restate, databases: Databases, count: number): Promise<Replicas> {
    const database = await databases.make();
    const [balanced = 0, own = 0] = await freePorts(2);
    const ports: number[] = [];
    let turn = 0;
    const balancer = createServer((socket) => {
      const port = ports[turn++ % Math.max(ports.length, 1)];
      if (port === undefined) return void socket.destroy();
      const through = connect(port, "127.0.0.1");
      socket.pipe(through).pipe(socket);
      for (const [one, other] of [
        [socket, through],
        [through, socket],
      ] as const)
        one.on("error", () => other.destroy()).on("close", () => other.destroy());
    }).listen(balanced, "127.0.0.1");
    const receiver = createReceiver().listen(0, "127.0.0.1");
    await Promise.all([once(balancer, "listening"), once(receiver, "listening")]);
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
    for (let index = 0; index < count; index += 1) await replicas.#add(ports);
    return replicas;
  }

  /** As a machine that loses power. */
  async kill(): Promise<void> {
    const [first] = this.#replicas;
    if (first === undefined) throw new Error("No replica is left.");
    const [port, child] = first;
    this.#replicas.delete(port);
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  async stop(): Promise<void> {
    await this.door.close({ drainMs: 0 });
    while (this.#replicas.size > 0) await this.kill();
    this.#balancer.close();
    this.#receiver.closeAllConnections();
    this.#receiver.close();
  }

  async #add(ports: number[]): Promise<void> {
    const [port = 0] = await freePorts(1);
    const { restate } = this.#settings;
    const settings = { ...this.#settings, restate: { ...restate, listen: { host: "127.0.0.1", port } } };
    // Before it is ready: Restate asks it what it serves.
    ports.push(port);
    const child = spawn(process.execPath, ["--import", source, program, JSON.stringify(settings)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#replicas.set(port, child);
    child.on("exit", () => ports.splice(ports.indexOf(port), 1));
    await once(child.stdout, "data");
  }
}
