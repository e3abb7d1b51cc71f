import type { EngineCase } from "../subject.ts";
import { acceptance } from "./acceptance.ts";
import { builds } from "./builds.ts";
import { deadLetters } from "./dead-letters.ts";
import { interventions } from "./interventions.ts";
import { lanes } from "./lanes.ts";
import { looking } from "./looking.ts";
import { starting } from "./starting.ts";
import { steps } from "./steps.ts";
import { waiting } from "./waiting.ts";
import { words } from "./words.ts";

/** All that the engine port promises. */
export const engineCases: readonly EngineCase[] = [
  ...acceptance,
  ...steps,
  ...waiting,
  ...lanes,
  ...deadLetters,
  ...interventions,
  ...words,
  ...builds,
  ...looking,
  ...starting,
];
