import type { LinkedCrosswalk } from "../../../model/model.ts";
import { entryOf, type YamlMap } from "../../../source/node.ts";
import { type PreparedLookup, prepareLookup } from "../../../values/crosswalk.ts";
import { type Target, targetLabel } from "../../../values/target.ts";
import { inWords } from "../../../values/words.ts";
import { brokenField, type FieldContext, type FieldForm, type PreparedField } from "./form.ts";

/** Another system's word for the same thing: `{ lookup: location, from: { shopify: =source.location_id }, to: wms, whenMissing: omit }`. */
export const lookupForm: FieldForm = {
  word: "lookup",
  companions: ["from", "to", "whenMissing"],
  prepare(node, target, path, context) {
    const name = entryOf(node, "lookup")?.value;
    const from = entryOf(node, "from")?.value;
    const to = entryOf(node, "to")?.value;
    const crosswalk = name?.type === "scalar" ? context.model.crosswalks.get(name.text) : undefined;
    if (name?.type !== "scalar" || from?.type !== "map" || to?.type !== "scalar")
      return reportForm(node, path, context);
    const whenMissing = readWhenMissing(node, path, context);
    // A crosswalk that does not exist was reported by link.
    const asked =
      crosswalk &&
      prepareLookup(crosswalk, from.entries, { text: to.text, node: to }, `${path}#lookup`, path, context);
    if (!takesText(node, target, path, context) || !crosswalk || !asked || !whenMissing) return brokenField;
    return prepared(crosswalk, asked, to.text, whenMissing, { node, target, path, context });
  },
};

type WhenMissing = "omit" | "fail";

interface Place {
  readonly node: YamlMap;
  readonly target: Target;
  readonly path: string;
  readonly context: FieldContext;
}

function prepared(
  crosswalk: LinkedCrosswalk,
  asked: PreparedLookup,
  to: string,
  whenMissing: WhenMissing,
  place: Place,
): PreparedField {
  const { node, target, path, context } = place;
  if (whenMissing === "omit" && !target.optional)
    context.report(
      "WB2206",
      entryOf(node, "whenMissing")?.key.span ?? node.span,
      `\`omit\` leaves ${targetLabel(target)} out, which is required.`,
      path,
      {
        help: "Write `whenMissing: fail`: the message is refused then, and goes on once the row is there.",
      },
    );
  return {
    statements: [
      ...asked.statements,
      {
        do: "give",
        how: "lookup",
        to: target,
        node,
        by: `${path}#lookup`,
        crosswalk: crosswalk.document.metadata.name,
        optional: whenMissing === "omit",
      },
    ],
    judge: (checked) => asked.judge(checked, whenMissing),
    lower: (checked) => ({
      field: {
        form: "lookup",
        crosswalk: crosswalk.document.metadata.name,
        system: asked.system,
        value: asked.lower(checked),
        to,
        whenMissing,
      },
      optional: whenMissing === "omit",
    }),
  };
}

function readWhenMissing(node: YamlMap, path: string, context: FieldContext): WhenMissing | undefined {
  const value = entryOf(node, "whenMissing")?.value;
  if (!value) return "fail";
  const text = value.type === "scalar" ? value.text : "";
  if (text === "omit" || text === "fail") return text;
  if (text === "wait")
    context.report("WB2214", value.span, "A mapping cannot wait: it is computed at once.", path, {
      help: "Look it up in a step of the route, with `whenMissing: wait`, and give it to the mapping by `from`; or write `fail` or `omit`.",
    });
  else context.report("WB2212", value.span, "`whenMissing` is `omit` or `fail`.", path);
  return undefined;
}

/** A crosswalk's cells are text. */
function takesText(node: YamlMap, target: Target, path: string, context: FieldContext): boolean {
  const { shape } = target;
  if ((shape.kind === "text" && !shape.values) || shape.kind === "any") return true;
  context.report(
    "WB2215",
    entryOf(node, "lookup")?.key.span ?? node.span,
    `A lookup gives text, but ${targetLabel(target)} is ${inWords(shape)}.`,
    path,
    {
      help: "Where the values are few and known, use `match`.",
    },
  );
  return false;
}

function reportForm(node: YamlMap, path: string, context: FieldContext): PreparedField {
  context.report(
    "WB2212",
    entryOf(node, "lookup")?.key.span ?? node.span,
    "`lookup` names a Crosswalk, and has `from` and `to`.",
    path,
    {
      help: "Write `lookup: location`, `from: { shopify: =source.location_id }`, `to: wms`.",
    },
  );
  return brokenField;
}
