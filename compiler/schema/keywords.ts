/**
 * What becomes of each keyword of JSON Schema 2020-12, of the drafts 4 to 7 and of OpenAPI 3.0 and 3.1.
 *
 * - typed: known to types, checks and validators;
 * - checked: validators enforce it, types do not show it;
 * - annotation: for people and editors; kept where it says something, else dropped;
 * - refused: what it demands can be kept by neither, so saying nothing would be a lie.
 */
export type Treatment = "typed" | "checked" | "annotation" | "refused";

const words = (text: string) => text.trim().split(/\s+/);

const treatments: readonly (readonly [Treatment, readonly string[]])[] = [
  [
    "typed",
    words(
      "$ref $defs definitions type enum const nullable format properties required additionalProperties patternProperties items " +
        "prefixItems additionalItems oneOf anyOf allOf minLength maxLength pattern minimum maximum minItems maxItems x-personal x-unit " +
        "description",
    ),
  ],
  [
    "checked",
    words(
      "exclusiveMinimum exclusiveMaximum multipleOf uniqueItems contains minContains maxContains minProperties maxProperties " +
        "propertyNames dependentRequired dependentSchemas dependencies unevaluatedProperties unevaluatedItems not if then else",
    ),
  ],
  [
    "annotation",
    words(
      "$schema $id id $comment $anchor $vocabulary title default example examples deprecated readOnly writeOnly discriminator xml externalDocs " +
        "contentEncoding contentMediaType contentSchema components",
    ),
  ],
  [
    "refused",
    words("$dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor extends disallow divisibleBy"),
  ],
];

export const keywords: ReadonlyMap<string, Treatment> = new Map(
  treatments.flatMap(([treatment, names]) => names.map((name) => [name, treatment] as const)),
);

/** Names that a writer may mean: what a misspelt keyword is compared with. */
export const meant: readonly string[] = [...keywords]
  .filter(([, treatment]) => treatment !== "refused")
  .map(([name]) => name);
