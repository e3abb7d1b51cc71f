import { setTimeout as pause } from "node:timers/promises";
import type { Network, Seat } from "../world/network.ts";
import type { Fault } from "./fault.ts";

/** It reaches everything else: it goes on with what it has, and knows nothing of it. */
export const cutFromRestate = cut("a replica is cut off from Restate", (seat, { restate }) =>
  seat.cutOff(restate),
);

export const cutFromPostgres = cut("a replica is cut off from PostgreSQL", (seat, { postgres }) =>
  seat.cutOff(postgres),
);

/** It is no member of any group any more, and does not hear of it. */
export const cutFromKafka: Fault = {
  ...cut("a replica is cut off from Kafka", (seat, { kafka }) => seat.cutOff(kafka)),
  overKafka: true,
};

export const unplugged = cut("a replica is cut off from everything", (seat) => seat.unplug());

function cut(name: string, act: (seat: Seat, network: Network) => void): Fault {
  return {
    name,
    cuts: true,
    breaks: "replica",
    happen: (world, chance) =>
      world.withReplica(async ({ seat }) => {
        act(seat, world.servers.network);
        await pause(10_000 + chance.below(20_000));
        seat.mend();
      }),
  };
}
