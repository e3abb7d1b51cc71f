import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Api } from "../../campaign/victim/api.ts";
import { Receiver } from "../../campaign/world/receiver.ts";
import type { Subject } from "../../campaign/world/subject.ts";
import type { Answer, Given, Value, Victim } from "../../campaign/world/victim.ts";
import type { Chance } from "../../simulation/chance.ts";
import { Deployment } from "./deployment.ts";
import { type OnKafka, onKafka } from "./on-kafka.ts";
import type { Replica } from "./replica.ts";
import type { Servers } from "./servers.ts";

const replicas = 3;
/** How long nothing may move where everything is there, milliseconds. */
const standMs = 180_000;

let made = 0;

export interface WorldOptions {
  readonly plant?: string | undefined;
  /** Whether events go over Kafka, as in an environment, or into the shared log alone. */
  readonly overKafka: boolean;
}

/**
 * A service of several replicas, the outside system that they call, and what was seen of it all. Owns: which builds there are.
 *
 * 1. Requests go to the newest build's replicas that are ready. Who is told nothing asks again.
 * 2. A replica that ends when nobody meant it to is `wrong`, and so is an answer that is a mistake of the engine.
 */
export class World implements Subject {
  readonly servers: Servers;
  readonly receiver: Receiver;
  readonly counts = new Map<string, number>();
  readonly folder: string;
  readonly crashPoint = undefined;
  readonly offsetMs = 0;
  readonly kafka: OnKafka | undefined;
  mayOvertake = false;
  readonly #chance: Chance;
  readonly #address: string;
  readonly #database: string;
  readonly #prefix: string;
  readonly #plant: string | undefined;
  readonly #deployments: Deployment[] = [];
  /** With whom something is being done. */
  readonly #taken = new Set<Replica>();
  #builds = 0;
  #wrong: string | undefined;
  #closed = false;

  private constructor(
    servers: Servers,
    chance: Chance,
    receiver: Receiver,
    at: {
      readonly address: string;
      readonly database: string;
      readonly folder: string;
      readonly prefix: string;
    },
    kafka: OnKafka | undefined,
    plant: string | undefined,
  ) {
    this.servers = servers;
    this.receiver = receiver;
    this.#chance = chance;
    this.#address = at.address;
    this.#database = at.database;
    this.folder = at.folder;
    this.#prefix = at.prefix;
    this.kafka = kafka;
    this.#plant = plant;
  }

  static async make(servers: Servers, chance: Chance, { plant, overKafka }: WorldOptions): Promise<World> {
    const receiver = new Receiver(chance);
    const address = await receiver.listen(servers.network.outside);
    const database = await servers.databases.make();
    const folder = await mkdtemp(join(tmpdir(), "waybill-failures-"));
    const prefix = `failures-${++made}-`;
    const kafka = overKafka ? onKafka(await servers.kafka(), prefix) : undefined;
    return new World(servers, chance, receiver, { address, database, folder, prefix }, kafka, plant);
  }

  /** Another build, which is sent to from now on. Answers the one before. */
  async deploy(): Promise<Deployment | undefined> {
    if (this.#closed) throw new Error("The round is over.");
    const before = this.#deployments.at(-1);
    const plant = this.#plant;
    const deployment = await Deployment.start(
      {
        servers: this.servers,
        build: `build-${++this.#builds}`,
        database: this.#database,
        kafka: this.kafka?.settings,
        prefix: this.#prefix,
        folder: this.folder,
        env: { RECEIVER: this.#address, ...(plant === undefined ? {} : { PLANT: plant }) },
      },
      replicas,
    );
    this.#deployments.push(deployment);
    return before;
  }

  /** It has ended, as it was told to. */
  forget(deployment: Deployment): void {
    this.#look();
    this.#deployments.splice(this.#deployments.indexOf(deployment), 1);
  }

  get newest(): Deployment {
    const newest = this.#deployments.at(-1);
    if (newest === undefined) throw new Error("Nothing was deployed yet.");
    return newest;
  }

  /** Does something with a replica that nothing is being done with; one that is gone afterwards is replaced. */
  async withReplica(act: (replica: Replica) => Promise<void>): Promise<void> {
    const deployment = this.newest;
    const replica = this.#chance.pick([...deployment.replicas].filter((one) => !this.#taken.has(one)));
    if (replica === undefined) return;
    this.#taken.add(replica);
    await act(replica);
    this.#taken.delete(replica);
    if (replica.victim.alive || this.#closed) return;
    this.#look();
    deployment.replicas.delete(replica);
    await deployment.add();
  }

  get isOver(): boolean {
    return this.#closed || this.wrong !== undefined;
  }

  get wrong(): string | undefined {
    this.#look();
    return this.#wrong;
  }

  get processes(): readonly Victim[] {
    return this.#replicas.map(({ victim }) => victim).filter(({ alive }) => alive);
  }

  get said(): string {
    return this.#replicas.map(({ victim }) => victim.said).join("\n");
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  async ask<Name extends keyof Api>(name: Name, given?: Given<Name>): Promise<Answer<Value<Name>>> {
    const ready = [...this.newest.replicas].filter(({ isReady }) => isReady);
    const replica = this.#chance.pick(ready);
    const answer = replica === undefined ? { kind: "gone" as const } : await replica.victim.ask(name, given);
    if (answer.kind === "refused" && answer.status === 500) this.#wrong ??= `${name}: ${answer.text}`;
    return answer;
  }

  /** Resolves when the outside system is called again, by this operation or by any, as often as shows that it goes on. Rejects where that takes too long. */
  async moves(by?: string): Promise<void> {
    const { calls } = this.receiver;
    const count = () => calls.filter(({ operation }) => by === undefined || operation === by).length;
    const enough = count() + 20;
    for (const end = Date.now() + standMs; count() < enough; await pause(100))
      if (Date.now() > end) throw new Error(`Nothing has moved for ${standMs / 1_000} s.`);
  }

  async close(keep: boolean): Promise<void> {
    this.#closed = true;
    this.receiver.close();
    await Promise.all(this.#deployments.map((deployment) => deployment.kill()));
    if (!keep) await rm(this.folder, { recursive: true });
  }

  get #replicas(): readonly Replica[] {
    return this.#deployments.flatMap((deployment) => [...deployment.replicas]);
  }

  #look(): void {
    this.#wrong ??= this.#replicas.map(({ victim }) => victim.unexpected).find((one) => one !== undefined);
  }
}
