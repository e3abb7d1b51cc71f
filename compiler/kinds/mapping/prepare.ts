import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import type { LinkedMapping } from "../../model/model.ts";
import { isWord } from "../../values/names.ts";
import { SourceShapes } from "../../values/source-shapes.ts";
import { targetOf } from "../../values/target.ts";
import { keeping } from "../kept.ts";
import type { CheckContext } from "../kind.ts";
import { prepareFields } from "./forms/fields.ts";
import { brokenField, type FieldContext, type PreparedField, seeing } from "./forms/form.ts";
import { prepareField } from "./forms/index.ts";

/** A mapping before its expressions have types. */
export interface PreparedMapping {
  readonly unit: CheckUnit;
  readonly body: PreparedField;
}

export const mappingUnit = (name: string) => `mapping ${name}`;

const preparedMappings = new WeakMap<LinkedMapping, PreparedMapping>();

/** Reads the fields against the target, reporting what can be told without types; then says what the types tell. */
export const mappings = keeping(prepareMapping, ({ body }: PreparedMapping, checked) => body.judge(checked));

function prepareMapping(mapping: LinkedMapping, context: CheckContext): PreparedMapping {
  const { name } = mapping.document.metadata;
  const body = prepareBody(mapping, fieldContext(mapping, context));
  const declared: readonly CheckStatement[] = mapping.from.map((from) => ({
    do: "declare",
    name: from.name,
    type: context.typeOf(from.schema.type),
  }));
  const prepared = { unit: { name: mappingUnit(name), statements: [...declared, ...body.statements] }, body };
  preparedMappings.set(mapping, prepared);
  return prepared;
}

/** What `prepareMapping` made of it, for the passes after the check. */
export function preparedMapping(mapping: LinkedMapping): PreparedMapping {
  const prepared = preparedMappings.get(mapping);
  if (!prepared) throw new Error(`Mapping "${mapping.document.metadata.name}" was not checked.`);
  return prepared;
}

function prepareBody(mapping: LinkedMapping, context: FieldContext): PreparedField {
  const { document, to } = mapping;
  const { fields, value } = document.spec;
  reportNames(mapping, context);
  if (fields && !value && fields.type === "map")
    return prepareFields(fields, targetOf(to), "", context, document.keySpan(document.spec, "fields"));
  if (value && !fields) return prepareField(value, targetOf(to), "", context) ?? brokenField;
  const problem = fields && value ? "both are given" : fields ? "`fields` is a map" : "neither is given";
  context.report(
    "WB2212",
    fields?.span ?? document.spanOf(document.metadata, "name"),
    `A mapping has one of \`fields\` and \`value\`; ${problem}.`,
    "",
    {
      help: "Write the target's fields below `fields:`. `value:` is for a target that is a list or a text as a whole.",
    },
  );
  return brokenField;
}

function reportNames({ document }: LinkedMapping, context: FieldContext): void {
  const { from } = document.spec;
  for (const name of Object.keys(from)) {
    if (isWord(name))
      context.report(
        "WB2216",
        document.keySpan(from, name),
        `\`${name}\` is a word of the expression language, so expressions could not use it.`,
        "",
        {
          help: "Choose another name, such as `source`.",
        },
      );
  }
}

function fieldContext(mapping: LinkedMapping, context: CheckContext): FieldContext {
  const subject = `Mapping ${mapping.document.metadata.name}`;
  const shapes = SourceShapes.of(mapping.from.map(({ name, schema }) => [name, schema] as const));
  return {
    model: context.model,
    typeOf: context.typeOf,
    at: context.at,
    shapes,
    ...seeing(shapes),
    field: prepareField,
    report: (code, span, message, path, more) =>
      context.reporter.report(code, span, message, {
        ...more,
        subject: { document: subject, path: path.replaceAll(/#\w+/g, "") },
      }),
  };
}
