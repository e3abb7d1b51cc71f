import { callStep } from "./call.ts";
import { chooseStep } from "./choose.ts";
import { eachStep } from "./each.ts";
import { endStep } from "./end.ts";
import { failStep } from "./fail.ts";
import type { StepKind } from "./kind.ts";
import { lookupStep } from "./lookup.ts";
import { mapStep } from "./map.ts";
import { publishStep } from "./publish.ts";
import { respondStep } from "./respond.ts";

/** Every kind of step. To add one: its file here, in `compiler/codegen/steps` and in `runtime/steps`, and its line in each list. */
export const stepKinds: readonly StepKind[] = [
  callStep,
  chooseStep,
  eachStep,
  endStep,
  failStep,
  lookupStep,
  mapStep,
  publishStep,
  respondStep,
];
