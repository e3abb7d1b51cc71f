import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { KafkaSettings } from "../../../runtime/events/kafka/index.ts";
import { Balancer } from "./balancer.ts";
import { Replica, type ReplicaOptions } from "./replica.ts";
import type { Servers } from "./servers.ts";

const drainMs = 120_000;
const current = "current";

export interface DeploymentOptions {
  readonly servers: Servers;
  readonly build: string;
  readonly database: string;
  /** Where events go, if not into the database alone. */
  readonly kafka: KafkaSettings | undefined;
  /** Of its virtual objects. */
  readonly prefix: string;
  /** Of its world. A file in it says which build Restate is to call: this one, from its start. */
  readonly folder: string;
  readonly env: ReplicaOptions["env"];
}

/** One build's replicas behind one address, which Restate knows as one deployment: as it is on Kubernetes. */
export class Deployment {
  readonly build: string;
  readonly replicas = new Set<Replica>();
  readonly #options: DeploymentOptions;
  readonly #balancer: Balancer;

  private constructor(options: DeploymentOptions, balancer: Balancer) {
    this.build = options.build;
    this.#options = options;
    this.#balancer = balancer;
  }

  static async start(options: DeploymentOptions, replicas: number): Promise<Deployment> {
    const balancer = await Balancer.start(options.servers.network.restate);
    await writeFile(join(options.folder, current), balancer.address);
    const deployment = new Deployment(options, balancer);
    await deployment.add();
    await Promise.all(Array.from({ length: replicas - 1 }, () => deployment.add()));
    return deployment;
  }

  /** One more. */
  async add(offsetMs = 0): Promise<Replica> {
    const { servers, build, database, kafka, prefix, folder, env } = this.#options;
    const { restate, databases, network } = servers;
    const replica = await Replica.start({
      seat: network.join(),
      settings: {
        build,
        database: databases.server.settings(database),
        ...(kafka && { kafka }),
        restate: {
          ingress: `http://${restate.ingress}`,
          listen: { host: "", port: 0 },
          prefix,
          register: {
            admin: `http://${restate.admin}`,
            address: this.#balancer.address,
            current: join(folder, current),
          },
        },
      },
      folder,
      env: { ...env, CLOCK_OFFSET: String(offsetMs) },
      ready: (isReady, target) => (isReady ? this.#balancer.add(target) : this.#balancer.remove(target)),
    });
    this.replicas.add(replica);
    return replica;
  }

  /** Its replicas stay until Restate has no call of it any more; then it is forgotten there. Rejects where that takes too long. */
  async drain(): Promise<void> {
    const id = await this.#id();
    for (const end = Date.now() + drainMs; (await this.#pinned(id)) > 0; await pause(100))
      if (Date.now() > end) throw new Error(`Build ${this.build} does not drain.`);
    await this.end();
    await this.#admin(`/deployments/${id}?force=true`, { method: "DELETE" });
  }

  /** Its replicas end in their own time. */
  async end(): Promise<void> {
    await Promise.all([...this.replicas].map((replica) => replica.stop()));
    this.#balancer.close();
  }

  async kill(): Promise<void> {
    await Promise.all([...this.replicas].map((replica) => replica.kill()));
    this.#balancer.close();
  }

  async #id(): Promise<string> {
    const { deployments } = (await this.#admin("/deployments")) as {
      readonly deployments: readonly { readonly id: string; readonly uri: string }[];
    }; // Restate's admin API, `GET /deployments`.
    const known = deployments.find(({ uri }) => uri.startsWith(this.#balancer.address));
    if (known === undefined) throw new Error(`Restate does not know build ${this.build}.`);
    return known.id;
  }

  /** How many calls Restate has begun by it and not ended. */
  async #pinned(id: string): Promise<number> {
    const query = `SELECT count(*) AS pinned FROM sys_invocation WHERE pinned_deployment_id = '${id}' AND status <> 'completed'`;
    const { rows } = (await this.#admin("/query", { method: "POST", body: JSON.stringify({ query }) })) as {
      readonly rows: readonly { readonly pinned: number }[];
    }; // As the query says.
    return rows[0]?.pinned ?? 0;
  }

  /** Restate may be away: then later. */
  async #admin(path: string, how: RequestInit = {}): Promise<unknown> {
    const headers = { "content-type": "application/json", accept: "application/json" };
    for (const end = Date.now() + drainMs; ; await pause(200)) {
      try {
        const url = `http://${this.#options.servers.restate.admin}${path}`;
        const response = await fetch(url, { ...how, headers, signal: AbortSignal.timeout(10_000) });
        const text = await response.text();
        if (!response.ok) throw new Error(`Restate answers ${response.status} to ${path}: ${text}`);
        return text === "" ? undefined : JSON.parse(text);
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }
}
