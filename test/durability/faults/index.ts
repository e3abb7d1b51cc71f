import { back, forth } from "./clocks.ts";
import { aborted, full, readOnly } from "./disks.ts";
import type { Fault } from "./fault.ts";
import { freeze, kill, rollout, stop } from "./kills.ts";
import { outage } from "./outage.ts";
import { second } from "./second.ts";
import { torn } from "./torn.ts";

/** All but the crash points, by name. */
export const faults: readonly Fault[] = [
  back,
  forth,
  full,
  readOnly,
  aborted,
  freeze,
  kill,
  outage,
  rollout,
  second,
  stop,
  torn,
];
