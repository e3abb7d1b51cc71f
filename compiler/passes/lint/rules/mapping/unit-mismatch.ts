import { flowsOf } from "../../../../analysis/flow/index.ts";
import { type Part, partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import { unitsPer } from "../../../../analysis/flow/units.ts";
import { optionsOf, type Value } from "../../../../analysis/flow/value.ts";
import type { Rule } from "../../rule.ts";
import { placesOf } from "./places-of.ts";

/**
 * Quantities of two units (`x-unit`) that are added, compared, or put into one another's place. A factor makes another unit; where it
 * is a power of ten between units that everybody knows (kg and g), it is the right one.
 */
export const unitMismatch: Rule = {
  name: "unit-mismatch",
  codes: ["WB2222"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, message, help } of found)
        if (kind === "unit") reporter.report("WB2222", span, message, help === undefined ? {} : { help });
    for (const part of partsOf(model)) {
      const { unit: wanted } = part.shape;
      const said =
        wanted === undefined
          ? undefined
          : optionsOf(part.value)
              .map((value) => mismatch(value, wanted, part))
              .find((each) => each !== undefined);
      if (said)
        reporter.report("WB2222", part.give.node.span, said.message, {
          help: said.help,
          ...placesOf(part, model),
        });
    }
  },
};

interface Said {
  readonly message: string;
  readonly help: string;
}

function mismatch(value: Value, wanted: string, part: Part): Said | undefined {
  const { unit } = value.shape;
  if (unit === undefined) return wrongFactor(value, wanted, part);
  if (unitsPer(unit, wanted) === 1) return undefined;
  return {
    message: `${valueLabel(part)} is in ${unit}, ${partLabel(part)} in ${wanted}.`,
    help: `Convert it: \`multiply(…, "${unitsPer(unit, wanted) ?? "…"}")\` by how many ${wanted} one ${unit} has.`,
  };
}

/** A factor that is a power of ten converts; any other may mean something else, such as a surcharge. */
function wrongFactor({ scaled }: Value, wanted: string, part: Part): Said | undefined {
  if (!scaled) return undefined;
  const { unit, by } = scaled;
  const right = unitsPer(unit, wanted);
  if (right === undefined || !isPowerOfTen(by) || isClose(by, 1) || isClose(by, right)) return undefined;
  const times = Number(by.toPrecision(12));
  return {
    message: `${valueLabel(part)} is ${times} times a quantity in ${unit}, ${partLabel(part)} is in ${wanted}: one ${unit} is ${right} ${wanted}.`,
    help:
      right === 1 ? `Both are in ${unit}: nothing is to be converted.` : `Write \`multiply(…, "${right}")\`.`,
  };
}

function isPowerOfTen(factor: number): boolean {
  return factor > 0 && isClose(Math.log10(factor), Math.round(Math.log10(factor)));
}

function isClose(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));
}
