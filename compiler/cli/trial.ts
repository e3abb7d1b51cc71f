import { freePorts } from "../../trial/leashed.ts";

/** Servers that a distributed environment runs on, started here for a look. */
export interface Trial {
  /** What a service has to be told to find them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Stopped, and what they kept is gone. */
  stop(): Promise<void>;
}

/** Kafka, PostgreSQL and Restate, fetched where they are not here yet. Throws `Missing` where this machine lacks what they need. */
export async function startTrial(): Promise<Trial> {
  const started = await Promise.allSettled([
    import("../../trial/postgres/server.ts").then(({ Server }) => Server.start()),
    import("../../trial/kafka/broker.ts").then(({ Broker }) => Broker.start()),
    import("../../trial/restate/server.ts").then(({ Restate }) => Restate.start()),
  ]);
  const [postgres, kafka, restate] = started;
  const stop = async (): Promise<void> => {
    await Promise.all(started.flatMap((each) => (each.status === "fulfilled" ? [each.value.stop()] : [])));
  };
  if (postgres.status === "rejected" || kafka.status === "rejected" || restate.status === "rejected") {
    await stop();
    throw started.flatMap((each) => (each.status === "rejected" ? [each.reason] : []))[0];
  }
  const { host, port, database, user } = postgres.value.settings("postgres");
  const [callback = 0] = await freePorts(1);
  return {
    variables: {
      WAYBILL_ENGINE: "distributed",
      WAYBILL_POSTGRES: `${host}:${port}`,
      WAYBILL_POSTGRES_DATABASE: database,
      // It lets in anybody on this machine.
      WAYBILL_POSTGRES_CREDENTIALS: `${user}:trial`,
      WAYBILL_KAFKA: kafka.value.address,
      WAYBILL_KAFKA_PARTITIONS: "4",
      WAYBILL_KAFKA_REPLICAS: "1",
      WAYBILL_RESTATE: restate.value.ingress,
      WAYBILL_RESTATE_ADMIN: restate.value.admin,
      WAYBILL_RESTATE_PORT: String(callback),
    },
    stop,
  };
}
