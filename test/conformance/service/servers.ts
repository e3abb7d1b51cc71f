/** What a distributed environment runs on, for a file of tests: PostgreSQL, Kafka and Restate. */
import { Broker } from "../../../trial/kafka/broker.ts";
import { freePorts } from "../../../trial/leashed.ts";
import { Restate } from "../../../trial/restate/server.ts";
import { Databases } from "../store/databases.ts";

export class Servers {
  readonly databases: Databases;
  readonly kafka: Broker;
  readonly #restate: Restate;

  private constructor(databases: Databases, kafka: Broker, restate: Restate) {
    this.databases = databases;
    this.kafka = kafka;
    this.#restate = restate;
  }

  static async start(): Promise<Servers> {
    return new Servers(...(await Promise.all([Databases.start(), Broker.start(), Restate.start()])));
  }

  /** Where they are, as an environment says it to a service: with a database and topics of its own. */
  async variables(database: string): Promise<Record<string, string>> {
    const { host, port, user } = this.databases.server.settings(database);
    const [callback = 0] = await freePorts(1);
    return {
      WAYBILL_ENGINE: "distributed",
      WAYBILL_POSTGRES: `${host}:${port}`,
      WAYBILL_POSTGRES_DATABASE: database,
      WAYBILL_POSTGRES_CREDENTIALS: `${user}:any`,
      WAYBILL_KAFKA: this.kafka.address,
      WAYBILL_KAFKA_PREFIX: `${database}.`,
      WAYBILL_KAFKA_PARTITIONS: "2",
      WAYBILL_KAFKA_REPLICAS: "1",
      WAYBILL_RESTATE: this.#restate.ingress,
      WAYBILL_RESTATE_ADMIN: this.#restate.admin,
      WAYBILL_RESTATE_PORT: String(callback),
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.databases.stop(), this.kafka.stop(), this.#restate.stop()]);
  }
}
