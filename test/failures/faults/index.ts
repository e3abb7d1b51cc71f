import { allKilled, replaced } from "./builds.ts";
import type { Fault } from "./fault.ts";
import { kafkaFrozen, kafkaKilled, partitionsGrown } from "./kafka.ts";
import { cutFromKafka, cutFromPostgres, cutFromRestate, unplugged } from "./network.ts";
import { frozen, killed, leaves, longFrozen, misdated } from "./replicas.ts";
import { postgresAway, postgresKilled, restateKilled, restateLost } from "./servers.ts";

/** All, by name. */
export const faults: readonly Fault[] = [
  replaced,
  allKilled,
  postgresAway,
  postgresKilled,
  kafkaFrozen,
  kafkaKilled,
  partitionsGrown,
  cutFromKafka,
  cutFromPostgres,
  cutFromRestate,
  unplugged,
  killed,
  frozen,
  leaves,
  longFrozen,
  misdated,
  restateKilled,
  restateLost,
];
