import { freePorts } from "../../../trial/leashed.ts";
import type { Restate } from "../../../trial/restate/server.ts";
import { Missing } from "../../../trial/tools.ts";
import { type Options, textOption } from "../command.ts";
import { colors } from "../output.ts";
import { UsageError } from "../usage.ts";

/** Servers that a distributed environment runs on, started here for a look. */
export interface Trial {
  readonly postgres: { host: string; port: number; database: string; user: string };
  readonly restate: Pick<Restate, "ingress" | "admin">;
  /** `host:port`, where one was asked for. */
  readonly kafka: string | undefined;
  /** Stopped, and what they kept is gone. */
  stop(): Promise<void>;
}

/** What `--engine` asks for: nothing for the embedded engine, "missing" (which is told) where this machine lacks what the servers need. */
export async function trialOf(
  options: Options,
  wanted: { readonly kafka: boolean },
): Promise<Trial | "missing" | undefined> {
  const engine = textOption(options, "engine") ?? "embedded";
  if (engine === "embedded") return undefined;
  if (engine !== "distributed") throw new UsageError(`--engine is embedded or distributed, not ${engine}`);
  const [names, megabytes] = wanted.kafka
    ? ["Kafka, PostgreSQL and Restate", 320]
    : ["PostgreSQL and Restate", 280];
  process.stderr.write(
    `${colors.dim(`Starting ${names} on this machine; the first time they are fetched (${megabytes} MB).`)}\n`,
  );
  try {
    return await startTrial(wanted);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    process.stderr.write(`${error.message}\n`);
    return "missing";
  }
}

/** Fetches what is not here yet. Throws `Missing` where this machine lacks what they need. */
async function startTrial(wanted: { readonly kafka: boolean }): Promise<Trial> {
  const started = await Promise.allSettled([
    import("../../../trial/postgres/server.ts").then(({ Server }) => Server.start()),
    import("../../../trial/restate/server.ts").then(({ Restate }) => Restate.start()),
    wanted.kafka ? import("../../../trial/kafka/broker.ts").then(({ Broker }) => Broker.start()) : undefined,
  ]);
  const [postgres, restate, kafka] = started;
  const stop = async (): Promise<void> => {
    await Promise.all(started.map(async (each) => each.status === "fulfilled" && each.value?.stop()));
  };
  if (postgres.status === "rejected" || restate.status === "rejected" || kafka.status === "rejected") {
    await stop();
    throw started.flatMap((each) => (each.status === "rejected" ? [each.reason] : []))[0];
  }
  return {
    postgres: postgres.value.settings("postgres"),
    restate: restate.value,
    kafka: kafka.value?.address,
    stop,
  };
}

/** What a service has to be told to find them. */
export async function variablesOf({
  postgres,
  restate,
  kafka,
}: Trial): Promise<Readonly<Record<string, string>>> {
  const { host, port, database, user } = postgres;
  const [callback = 0] = await freePorts(1);
  return {
    WAYBILL_ENGINE: "distributed",
    WAYBILL_POSTGRES: `${host}:${port}`,
    WAYBILL_POSTGRES_DATABASE: database,
    // It lets in anybody on this machine.
    WAYBILL_POSTGRES_CREDENTIALS: `${user}:trial`,
    ...(kafka !== undefined && { WAYBILL_KAFKA: kafka }),
    WAYBILL_KAFKA_PARTITIONS: "4",
    WAYBILL_KAFKA_REPLICAS: "1",
    WAYBILL_RESTATE: restate.ingress,
    WAYBILL_RESTATE_ADMIN: restate.admin,
    WAYBILL_RESTATE_PORT: String(callback),
  };
}
