import { allKilled, replaced } from "./builds.ts";
import type { Fault } from "./fault.ts";
import { cutFromPostgres, cutFromRestate, unplugged } from "./network.ts";
import { frozen, killed, longFrozen, misdated } from "./replicas.ts";
import { postgresAway, postgresKilled, restateKilled, restateLost } from "./servers.ts";

/** All, by name. */
export const faults: readonly Fault[] = [
  replaced,
  allKilled,
  postgresAway,
  postgresKilled,
  cutFromPostgres,
  cutFromRestate,
  unplugged,
  killed,
  frozen,
  longFrozen,
  misdated,
  restateKilled,
  restateLost,
];
