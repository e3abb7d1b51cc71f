import type { LinkedFunction, Model } from "../../model/model.ts";
import type { Plan } from "../../plan/plan.ts";
import { pascalCase } from "../../spelling/names.ts";
import type { SpecDocument } from "../document.ts";
import { fileBeside } from "../files.ts";
import type { KindDefinition, LinkContext, LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { checkFunctions } from "./check.ts";
import { functionSchema } from "./schema.ts";
import type { FunctionSpec } from "./spec.ts";

function declareFunctions(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const functions = new Map<string, LinkedFunction>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<FunctionSpec>[]) {
    const { metadata, spec } = document;
    const type = (part: string) => ({
      module: `functions/${metadata.name}`,
      name: `${pascalCase(metadata.name)}${part}`,
    });
    const input = context.schema(spec.input, { type: type("Input"), label: `${metadata.name}.input` });
    const output = context.schema(spec.output, { type: type("Output"), label: `${metadata.name}.output` });
    const module = fileBeside(spec.module, document.file, document.spanOf(spec, "module"), context);
    if (input && output && module) functions.set(metadata.name, { document, input, output, module });
  }
  return { functions };
}

function lowerFunctions({ model, at }: LowerContext): Partial<Plan> {
  const functions = [...model.functions.values()].map(({ document, input, output, module }) => ({
    name: document.metadata.name,
    at: at(document.spanOf(document.metadata, "name")),
    input,
    output,
    module,
  }));
  return { functions: byName(functions) };
}

export const functionKind: KindDefinition = {
  name: "Function",
  schema: functionSchema,
  declare: declareFunctions,
  judge: (_checked, context) => checkFunctions(context),
  lower: lowerFunctions,
};
