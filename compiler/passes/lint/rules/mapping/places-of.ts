import type { Part } from "../../../../analysis/flow/parts.ts";
import type { Field } from "../../../../analysis/flow/value.ts";
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
