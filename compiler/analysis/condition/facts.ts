import { amountOf, highest, isAmount, lowest } from "../flow/shapes.ts";
import type { Value } from "../flow/value.ts";
import type { Bound, Constraint } from "./constraint.ts";
import type { Condition } from "./read.ts";

/** What the schemas say of the operands of a condition, whatever comes: facts that always hold. */
export function factsOf(operands: ReadonlyMap<string, Value>): readonly Condition[] {
  return [...operands].flatMap(([operand, value]): Condition[] => {
    const holds = constraintOf(value);
    return holds ? [{ kind: "fact", operand, holds, fails: { among: new Set() } }] : [];
  });
}

/** The facts as a person reads them: "`message.data.lines.length` is at least 1". */
export function factTexts(operands: ReadonlyMap<string, Value>): readonly string[] {
  return [...operands].flatMap(([operand, value]) => {
    const holds = constraintOf(value);
    return holds ? [`\`${operand}\` is ${constraintText(holds)}`] : [];
  });
}

/** Undefined where nothing is known: of a value that may be missing a bound says nothing either. */
function constraintOf({ shape, missing }: Value): Constraint | undefined {
  if (missing || shape.kind === "any" || shape.kind === "null" || shape.kind === "union") return undefined;
  const not = new Set(["null", "undefined"]);
  if (!isAmount(shape) || shape.kind === "decimal") return { not };
  const [low, high] = [lowest(amountOf(shape)), highest(amountOf(shape))];
  return {
    not,
    ...(low !== undefined && { above: bound(low) }),
    ...(high !== undefined && { below: bound(high) }),
  };
}

function bound(value: number): Bound {
  return { value, included: true };
}

function constraintText({ above, below }: Constraint): string {
  if (above && below)
    return above.value === below.value ? `${above.value}` : `${above.value} to ${below.value}`;
  if (above) return `at least ${above.value}`;
  return below ? `at most ${below.value}` : "always there";
}
