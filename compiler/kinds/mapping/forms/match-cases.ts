import { nearest } from "../../../diagnostics/nearest.ts";
import type { CheckedExpression } from "../../../expressions/check.ts";
import { entryOf, type YamlMap, type YamlScalar } from "../../../source/node.ts";
import { caseSkeleton } from "../../../values/skeleton.ts";
import type { Target } from "../../../values/target.ts";
import { listed } from "../../../values/words.ts";
import type { FieldContext } from "./form.ts";

export interface MatchPlace {
  /** It has an `otherwise`. */
  readonly whole: boolean;
  readonly node: YamlMap;
  readonly target: Target;
  readonly path: string;
  readonly context: FieldContext;
}

/** The cases against the values that the source can have: none left out, none that cannot occur. */
export function judgeCases(
  on: CheckedExpression,
  source: YamlScalar,
  cases: readonly { readonly key: YamlScalar }[],
  place: MatchPlace,
): void {
  const known = on.literals?.map(String) ?? (/^boolean\b/.test(on.typeText) ? ["true", "false"] : undefined);
  const keys = cases.map(({ key }) => key);
  if (known && known.length > 0) {
    reportImpossible(known, keys, source, place);
    if (!place.whole) reportLeftOut(known, keys, source, place);
  } else if (!place.whole) reportOpen(source, place);
}

function reportLeftOut(
  known: readonly string[],
  keys: readonly YamlScalar[],
  source: YamlScalar,
  place: MatchPlace,
): void {
  const { node, target, path, context } = place;
  // A case that is there, only misspelt, is not also told as left out.
  const given = new Set(keys.map(({ text }) => (known.includes(text) ? text : nearest(text, known))));
  const left = known.filter((value) => !given.has(value));
  if (left.length === 0) return;
  const cases = entryOf(node, "cases");
  const what = left.length === 1 ? "has no case" : "have no case";
  const to =
    target.shape.kind === "text" && target.shape.values
      ? ` It may become ${listed(target.shape.values)}.`
      : "";
  context.report(
    "WB2203",
    cases?.key.span ?? node.span,
    `${listed(left, 12)} of \`${nameOf(source)}\` ${what}.`,
    path,
    {
      help: `Add ${left.map((value) => `\`${value}: …\``).join(", ")} to \`cases\`, or say with \`otherwise\` what all others become.${to}`,
      related: [{ message: "These are the values that can occur here.", span: source.span }],
      ...(cases?.value.type === "map" && {
        suggestion: {
          description: `Add the cases ${listed(left, 12)}, with blanks to fill.`,
          into: cases.value.span,
          entries: left.map((value) => caseSkeleton(value, target.shape)),
        },
      }),
    },
  );
}

function reportImpossible(
  known: readonly string[],
  keys: readonly YamlScalar[],
  source: YamlScalar,
  { path, context }: MatchPlace,
): void {
  for (const key of keys) {
    if (known.includes(key.text)) continue;
    const near = nearest(key.text, known);
    context.report("WB2204", key.span, `\`${nameOf(source)}\` is never \`${key.text}\`.`, path, {
      help: near === undefined ? `It is one of ${listed(known, 12)}.` : `Did you mean \`${near}\`?`,
      ...(near !== undefined && {
        fix: { description: `Write \`${near}\`.`, edits: [{ span: key.span, text: near }] },
      }),
    });
  }
}

function reportOpen(source: YamlScalar, { node, path, context }: MatchPlace): void {
  context.report(
    "WB2205",
    entryOf(node, "cases")?.key.span ?? node.span,
    `\`${nameOf(source)}\` may be any value, also one that has no case.`,
    path,
    {
      help: "Add `otherwise: …`, or say in the source's schema with `enum` which values there are.",
      related: [{ message: "This is not limited by an `enum`.", span: source.span }],
    },
  );
}

function nameOf(source: YamlScalar): string {
  return source.text.slice(1).trim();
}
