import type { LinkedContract, Model } from "../../model/model.ts";
import { objectShape, resolveShape } from "../../model/shapes.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import { pascalCase } from "../../spelling/names.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { checkPersonal } from "./personal.ts";
import type { ContractSpec } from "./spec.ts";

export function declareContracts(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const contracts = new Map<string, LinkedContract>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<ContractSpec>[]) {
    const { name } = document.metadata;
    const major = document.spec.version.split(".")[0];
    const label = `${name}@${major}`;
    const schema = context.schema(document.spec.schema, {
      type: { module: `contracts/${name}-${major}`, name: pascalCase(name) },
      label,
      ...(document.spec.key && { key: document.spec.key }),
    });
    if (!schema) continue;
    checkKey(document, schema, context);
    contracts.set(label, { document, schema });
  }
  return { contracts };
}

/** A key is what `waybill trace` finds a value by, so it must always be there and be text or a whole number. */
function checkKey(document: SpecDocument<ContractSpec>, schema: PlanSchema, context: LinkContext): void {
  const { key = [] } = document.spec;
  const shape = objectShape(schema.set);
  for (const [index, field] of key.entries()) {
    const property = shape?.properties.find((each) => each.name === field);
    const span = document.spanOf(key, index);
    if (!property) {
      const required = shape?.properties.filter((each) => each.required).map((each) => each.name) ?? [];
      context.names.unknown(`field of contract ${schema.label}`, field, required, span);
      continue;
    }
    const { kind } = resolveShape(property.shape, schema.set);
    if (property.required && (kind === "text" || kind === "integer")) continue;
    context.reporter.report(
      "WB2601",
      span,
      `"${field}" cannot be part of a key: it is ${property.required ? `a field of kind ${kind}` : "not required"}.`,
      {
        help: "A key consists of required fields of text or whole numbers.",
      },
    );
  }
}

export function linkContracts(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  for (const document of documents as readonly SpecDocument<ContractSpec>[]) {
    const { spec } = document;
    checkPersonal(spec.schema, context);
    if (spec.replacement !== undefined)
      context.names.find("Contract", spec.replacement, document.spanOf(spec, "replacement"));
    if (spec.lifecycle === "deprecated" && spec.sunset === undefined) {
      context.reporter.report(
        "WB2602",
        document.spanOf(spec, "lifecycle"),
        "This contract is deprecated, but does not say until when it is served.",
        {
          help: "Add `sunset: 2027-06-30`, and `replacement: …` where there is one.",
        },
      );
    }
  }
  return {};
}
