import type { Part } from "../../../../analysis/flow/parts.ts";
import { type Field, optionsOf, type Value } from "../../../../analysis/flow/value.ts";
import { declarationOf, fieldName } from "../../../../analysis/lineage/names.ts";
import type { Diagnostic } from "../../../../diagnostics/diagnostic.ts";
import type { Model } from "../../../../model/model.ts";

/** What a waiver calls the field, and the places that declare what it is given. */
export function placesOf(
  { unit, path, value }: Part,
  model: Model,
  fields: readonly Field[] = value.origins,
): Pick<Diagnostic, "related" | "subject"> {
  const related = fields.slice(0, 3).flatMap((field) => {
    const { span } = declarationOf(field, model);
    return span ? [{ message: `\`${fieldName(field, model)}\` is declared here.`, span }] : [];
  });
  const [, mapping] = /^mapping (.+)$/.exec(unit) ?? [];
  return {
    ...(related.length > 0 && { related }),
    ...(mapping !== undefined && { subject: { document: `Mapping ${mapping}`, path } }),
  };
}

/** Whether it is, or is in one of several cases, a text of this format. */
export function mayBe(value: Value, format: string): boolean {
  return optionsOf(value).some(({ shape }) => shape.kind === "text" && shape.format === format);
}
