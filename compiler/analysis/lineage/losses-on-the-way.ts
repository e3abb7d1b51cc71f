import type { Model } from "../../model/model.ts";
import { flowsOf } from "../flow/index.ts";
import type { Field } from "../flow/value.ts";
import { type Edge, edgesOf } from "./edges.ts";
import { isRelated } from "./graph.ts";
import { type Loss, type LossReport, lossesOfMapping } from "./losses.ts";
import { fieldName } from "./names.ts";

/**
 * What is lost on a way through several mappings, each with what the ones before it made of the first source: a field of the web
 * order that the ERP never gets is found at the mapping that leaves it behind, by the name that it has in the web order.
 */
export function lossesOnTheWay(mappings: readonly string[], model: Model): readonly LossReport[] {
  const before: Edge[] = [];
  return mappings.flatMap((name) => {
    const report = lossesOfMapping(name, model);
    const made = [...before];
    const flow = flowsOf(model).find(({ unit }) => unit === `mapping ${name}`);
    if (flow) before.push(...edgesOf(flow));
    return report ? [{ ...report, losses: report.losses.map((loss) => traced(loss, made, model)) }] : [];
  });
}

function traced(loss: Loss, made: readonly Edge[], model: Model): Loss {
  if (loss.kind === "not filled" || !loss.of) return loss;
  const names = [...new Set(originsOf(loss.of, made).map((field) => fieldName(field, model)))];
  // The list that a line is of says nothing beside the line's own field.
  const madeFrom = names.filter((name) => !names.some((other) => other.startsWith(`${name}.`)));
  return madeFrom.length === 0 ? loss : { ...loss, madeFrom };
}

/** What a field was made from in the first place, through all mappings before. */
function originsOf(field: Field, made: readonly Edge[], depth = 0): readonly Field[] {
  const own = made.filter(({ to, from }) => from.length > 0 && isRelated(to, field));
  return own.flatMap(({ from }) =>
    from.flatMap((one) => {
      const further = depth < 8 ? originsOf(one, made, depth + 1) : [];
      return further.length > 0 ? further : [one];
    }),
  );
}
