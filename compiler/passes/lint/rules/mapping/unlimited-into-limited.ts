import { type Part, partLabel, partsOf, valueLabel } from "../../../../analysis/flow/parts.ts";
import {
  amountOf,
  placesOf as decimalPlacesOf,
  highest,
  isAmount,
  isUnlimited,
  lowest,
} from "../../../../analysis/flow/shapes.ts";
import { schemaKey } from "../../../../analysis/flow/value.ts";
import { type Limit, statedLimits } from "../../../../analysis/limits.ts";
import { namedSchemas } from "../../../../analysis/lineage/names.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";
import { cut } from "./cut.ts";
import { placesOf } from "./places-of.ts";

/**
 * A value that nothing limits in a field that is limited: text of any length, an amount of any size or with any number of decimal
 * places. What has a limit of its own is held against the target's by the rules for length, range and places. A system's limits are
 * always asked about; those of a contract, which can be changed, where the source's schema states such limits of most of its fields.
 * Whether it is cut or limited at its source is for a person to say: nothing is fixed by itself.
 */
export const unlimitedIntoLimited: Rule = {
  name: "unlimited-into-limited",
  codes: ["WB2230"],
  check(model, reporter) {
    for (const part of partsOf(model)) {
      // An index or a literal comes from nowhere outside.
      const said = part.value.origins.length === 0 ? undefined : (text(part) ?? amount(part));
      if (!said || !isAsked(said.limit, part, model)) continue;
      const { what, room, help } = said;
      reporter.report(
        "WB2230",
        part.give.node.span,
        `${valueLabel(part)} ${what}, ${partLabel(part)} ${room}.`,
        {
          help,
          ...placesOf(part, model),
        },
      );
    }
  },
};

function isAsked(limit: Limit, { schema, value }: Part, model: Model): boolean {
  const schemas = namedSchemas(model);
  const kind = schemas.get(schemaKey(schema))?.kind;
  if (kind === "input" || kind === undefined) return true;
  return value.origins.some((origin) => {
    const set = schemas.get(origin.schema)?.schema.set;
    return set !== undefined && statedLimits(set).has(limit);
  });
}

interface Said {
  readonly limit: Limit;
  readonly what: string;
  readonly room: string;
  readonly help: string;
}

function text(part: Part): Said | undefined {
  const { shape, value } = part;
  if (shape.kind !== "text" || shape.maxLength === undefined || shape.values || !isUnlimited(value))
    return undefined;
  const shorter = cut(part, shape.maxLength);
  const source = "If its sender never sends more, say so in its schema with `maxLength`.";
  return {
    limit: "maxLength",
    what: "may have any length",
    room: `has room for ${shape.maxLength} characters`,
    help: shorter ? `${source} If it may be cut, say so: \`${shorter.text}\`.` : source,
  };
}

function amount(part: Part): Said | undefined {
  const { shape, value } = part;
  if (!isAmount(shape) || !isAmount(value.shape)) return undefined;
  const given = amountOf(value.shape);
  const [wanted, places] = [decimalPlacesOf(shape), decimalPlacesOf(given)];
  if (shape.kind !== "integer" && wanted !== undefined && places === undefined)
    return {
      limit: "places",
      what: "may have any number of decimal places",
      room: `takes ${wanted === 0 ? "none" : wanted}`,
      help: `Say how it is rounded, \`round(…, ${wanted}, "halfUp")\`, or in the source's schema how many places it has: \`multipleOf\`.`,
    };
  const [least, most] = [lowest(shape), highest(shape)];
  // What is surely outside is told by `number-does-not-fit`.
  const [low = -Infinity, high = Infinity] = [lowest(given), highest(given)];
  if (low > (most ?? Infinity) || high < (least ?? -Infinity)) return undefined;
  if (most !== undefined && highest(given) === undefined)
    return {
      limit: "maximum",
      what: "may be any number",
      room: `is at most ${most}`,
      help: `Say in the source's schema what it is at most, with \`maximum\`, or here what counts then: \`… > ${most} ? fail("…") : …\`.`,
    };
  return least !== undefined && lowest(given) === undefined
    ? {
        limit: "minimum",
        what: "may be any number",
        room: `is at least ${least}`,
        help: `Say in the source's schema what it is at least, with \`minimum\`, or here what counts then: \`… < ${least} ? fail("…") : …\`.`,
      }
    : undefined;
}
