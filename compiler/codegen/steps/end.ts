import { textLiteral } from "../../spelling/literal.ts";
import type { StepEmitter } from "./step.ts";

/** `return run.end("refused")`. */
export const emitEnd: StepEmitter<"end"> = ({ outcome }, { run }) => ({
  form: "statements",
  statements: [`return ${run}.end(${textLiteral(outcome)});`],
});
