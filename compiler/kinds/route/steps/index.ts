import { approveStep } from "./approve.ts";
import { callStep } from "./call.ts";
import { chooseStep } from "./choose.ts";
import { compensateStep } from "./compensate.ts";
import { eachStep } from "./each.ts";
import { endStep } from "./end.ts";
import { failStep } from "./fail.ts";
import type { StepKind } from "./kind.ts";
import { lookupStep } from "./lookup.ts";
import { mapStep } from "./map.ts";
import { parallelStep } from "./parallel.ts";
import { publishStep } from "./publish.ts";
import { respondStep } from "./respond.ts";
import { waitStep } from "./wait.ts";

/** Every kind of step. What to write for another one is in CONTRIBUTING.md. */
export const stepKinds: readonly StepKind[] = [
  approveStep,
  callStep,
  chooseStep,
  compensateStep,
  eachStep,
  endStep,
  failStep,
  lookupStep,
  mapStep,
  parallelStep,
  publishStep,
  respondStep,
  waitStep,
];
