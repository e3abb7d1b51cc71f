import type { Chance } from "../../simulation/chance.ts";
import type { World } from "../world/world.ts";

/** Something that goes wrong. Begins and ends with a service that has all its replicas, and servers that are there. */
export interface Fault {
  readonly name: string;
  /** Can be tried only where packets can be dropped. */
  readonly cuts?: true;
  /** Says something only where events go over Kafka: then a round's do. */
  readonly overKafka?: true;
  /** What it breaks. Two that break the same are not tried at once; replicas are several. */
  readonly breaks: "build" | "kafka" | "postgres" | "replica" | "restate";
  happen(world: World, chance: Chance): Promise<void>;
}
