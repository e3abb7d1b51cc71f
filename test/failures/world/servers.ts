import { Broker } from "../../../trial/kafka/broker.ts";
import { kafkaClasspath } from "../../../trial/kafka/install.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { Missing } from "../../../trial/tools.ts";
import { Databases } from "../../conformance/store/databases.ts";
import type { Fault } from "../faults/fault.ts";
import { Namespaces } from "./namespaces.ts";
import { Loopback, type Network } from "./network.ts";

/** A broker that was killed is let in again when its session is over: 16 to 19 s after its start became 11. */
const brokerProperties = { "broker.session.timeout.ms": "4000", "broker.heartbeat.interval.ms": "1000" };

/**
 * What replicas run on, for all rounds: a network, PostgreSQL and Restate, and Kafka from when it is first needed. Each round has a
 * database, virtual objects and topics of its own.
 */
export class Servers {
  readonly network: Network;
  /** Why nobody can be cut off here. */
  readonly uncut: string | undefined;
  readonly restate: Restate;
  readonly databases: Databases;
  /** Why there is no Kafka on this machine. */
  readonly kafkaless: string | undefined;
  #kafka: Promise<Broker> | undefined;

  private constructor(at: Place, restate: Restate, databases: Databases, kafkaless: string | undefined) {
    this.network = at.network;
    this.uncut = at.uncut;
    this.restate = restate;
    this.databases = databases;
    this.kafkaless = kafkaless;
  }

  /** Throws `Missing` where this machine has no PostgreSQL or no Restate. */
  static async start(): Promise<Servers> {
    const at = place();
    try {
      const { restate, postgres } = at.network;
      return new Servers(
        at,
        ...(await Promise.all([Restate.start({ host: restate }), Databases.start(postgres), lackOfKafka()])),
      );
    } catch (error) {
      at.network.close();
      throw error;
    }
  }

  kafka(): Promise<Broker> {
    return (this.#kafka ??= Broker.start({ host: this.network.kafka, properties: brokerProperties }));
  }

  /** Why this cannot be tried here. */
  lackFor({ cuts, overKafka }: Pick<Fault, "cuts" | "overKafka">): string | undefined {
    if (cuts === true && this.uncut !== undefined) return `no network namespaces here (${this.uncut})`;
    return overKafka === true ? this.kafkaless : undefined;
  }

  async stop(): Promise<void> {
    await Promise.all([this.restate.stop(), this.databases.stop(), (await this.#kafka)?.stop()]);
    this.network.close();
  }
}

async function lackOfKafka(): Promise<string | undefined> {
  try {
    await kafkaClasspath();
    return undefined;
  } catch (error) {
    if (error instanceof Missing) return error.message;
    throw error;
  }
}

interface Place {
  readonly network: Network;
  readonly uncut?: string;
}

function place(): Place {
  try {
    return { network: new Namespaces() };
  } catch (error) {
    return { network: new Loopback(), uncut: error instanceof Error ? error.message.trim() : String(error) };
  }
}
