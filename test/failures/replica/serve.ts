import { RestateEngine } from "../../../runtime/engine/restate/index.ts";
import type { RestateSettings } from "../../../runtime/engine/restate/settings.ts";
import { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import type { KafkaSettings } from "../../../runtime/events/kafka/index.ts";
import { Flow, flowClock } from "../../../runtime/flow/index.ts";
import { api, runsIn } from "../../campaign/victim/api.ts";
import { feeds } from "../../campaign/victim/feeds.ts";
import { limited } from "../../campaign/victim/limited.ts";
import { listen } from "../../campaign/victim/listen.ts";
import { personal } from "../../campaign/victim/personal.ts";
import { programs } from "../../campaign/victim/programs.ts";
import type { Shift } from "./clock.ts";
import { withGraph } from "./graphs.ts";
import { overKafka } from "./over-kafka.ts";

export interface ReplicaSettings {
  readonly build: string;
  readonly host: string;
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
  };
  readonly restate: RestateSettings;
  /** Where events go, if not into the database alone. */
  readonly kafka?: KafkaSettings;
}

const states = ["waiting", "running"] as const;

export async function serve(shift: Shift): Promise<void> {
  const { build, host, database, restate, kafka } = JSON.parse(
    process.env["REPLICA"] ?? "",
  ) as ReplicaSettings; // As the suite wrote it.
  const store = await PostgresStore.open(database);
  const over = kafka && (await overKafka(store, kafka));
  const engine = new RestateEngine({ store, restate, personal, ...(over && { broker: over.broker }) });
  const flow = new Flow({ clock: flowClock, notes: engine.notes, exchange: store.exchange });
  await flow.start();
  await engine.serve(build, [...programs, ...feeds, ...limited(flow)].map(withGraph));
  await over?.begin(engine.notes);
  const told = api(engine, shift);
  const operations = {
    ...told,
    ...(over && { events: over.events }),
    stop: async () => {
      await over?.close();
      await told.stop();
    },
    /** As a service says it: who can write nothing is sent nothing. */
    ready: () => engine.notes.write("health", "ready", String(Date.now())).then(() => null),
    /** All that is not over, and does not stand for a person: also what waits on purpose, which the engine does not count as a backlog. */
    backlog: async () => {
      const pages = await Promise.all(states.map((state) => runsIn(engine, state)));
      const behind = (await engine.events.consumers()).reduce((sum, group) => sum + group.behind, 0);
      return { live: pages.flat().length, behind: behind + ((await over?.under()) ?? 0) };
    },
  };
  process.stdout.write(`${await listen(operations, host)}\n`);
}
