import type { PlanStep } from "../../plan/step.ts";
import { emitApprove } from "./approve.ts";
import { emitCall } from "./call.ts";
import { emitChoose } from "./choose.ts";
import { emitCompensate } from "./compensate.ts";
import { emitEach } from "./each.ts";
import { emitEnd } from "./end.ts";
import { emitFail } from "./fail.ts";
import { emitLookup } from "./lookup.ts";
import { emitMap } from "./map.ts";
import { emitParallel } from "./parallel.ts";
import { emitPublish } from "./publish.ts";
import { emitRespond } from "./respond.ts";
import type { StepCode, StepContext, StepEmitter, StepKind } from "./step.ts";
import { emitWait } from "./wait.ts";

/** The step kinds, mirrored in `compiler/kinds/route/steps` and `runtime/steps`. */
const emitters: { readonly [Kind in StepKind]: StepEmitter<Kind> } = {
  approve: emitApprove,
  call: emitCall,
  choose: emitChoose,
  compensate: emitCompensate,
  each: emitEach,
  end: emitEnd,
  fail: emitFail,
  lookup: emitLookup,
  map: emitMap,
  parallel: emitParallel,
  publish: emitPublish,
  respond: emitRespond,
  wait: emitWait,
};

export function emitStep(step: PlanStep, context: StepContext): StepCode {
  // The list gives for each kind the emitter of that kind; TypeScript cannot relate the two unions.
  const emit = emitters[step.kind] as (step: PlanStep, context: StepContext) => StepCode;
  return emit(step, context);
}
