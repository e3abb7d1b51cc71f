import type { LinkedMapping, Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import { pascalCase } from "../../spelling/names.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import type { MappingSpec } from "./spec.ts";

type Reference = MappingSpec["to"];

export function linkMappings(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const mappings = new Map<string, LinkedMapping>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<MappingSpec>[]) {
    const { spec, metadata } = document;
    reportCrosswalks(spec.fields ?? spec.value, context);
    if (spec.inverseOf !== undefined)
      context.names.find("Mapping", spec.inverseOf, document.spanOf(spec, "inverseOf"));
    const to = schemaOf(spec.to, document.nodeOf(spec, "to"), "to", context);
    const from = Object.entries(spec.from).map(([name, reference]) => ({
      name,
      schema: schemaOf(reference, document.nodeOf(spec.from, name), "from", context),
    }));
    const known = from.flatMap(({ name, schema }) => (schema ? [{ name, schema }] : []));
    // With one schema unknown nothing sound can be said about the rest.
    if (to && known.length === from.length) mappings.set(metadata.name, { document, from: known, to });
  }
  return { mappings };
}

function schemaOf(
  reference: Reference,
  node: YamlNode,
  side: "from" | "to",
  context: LinkContext,
): PlanSchema | undefined {
  if (typeof reference === "string") return context.schemaOf(reference, node.span, side);
  const name = reference.$ref
    .replace(/\.(?:json|ya?ml)\b/, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const type = { module: `schemas/${name.toLowerCase()}`, name: pascalCase(name) };
  return context.schema(node, { type, label: reference.$ref });
}

/** Crosswalks named anywhere in the fields. */
function reportCrosswalks(node: YamlNode | undefined, context: LinkContext): void {
  if (node?.type === "list") for (const item of node.items) reportCrosswalks(item, context);
  if (node?.type !== "map") return;
  const lookup = entryOf(node, "lookup")?.value;
  // A target may itself have a field of that name.
  if (lookup?.type === "scalar" && entryOf(node, "to") && entryOf(node, "from"))
    context.names.find("Crosswalk", lookup.text, lookup.span);
  for (const { value } of node.entries) reportCrosswalks(value, context);
}
