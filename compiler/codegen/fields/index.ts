import type { PlanField } from "../../plan/plan.ts";
import type { Layout } from "../layout/document.ts";
import { emitEach } from "./each.ts";
import type { FieldContext, FieldEmitter, FieldForm } from "./field.ts";
import { emitFields } from "./fields.ts";
import { emitLookup } from "./lookup.ts";
import { emitMatch } from "./match.ts";
import { emitValue } from "./value.ts";

/** The forms that a field of a mapping has. */
const emitters: { readonly [Form in FieldForm]: FieldEmitter<Form> } = {
  each: emitEach,
  fields: emitFields,
  lookup: emitLookup,
  match: emitMatch,
  value: emitValue,
};

export function emitField(field: PlanField, context: FieldContext): Layout {
  // The list gives for each form the emitter of that form; TypeScript cannot relate the two unions.
  const emit = emitters[field.form] as (field: PlanField, context: FieldContext) => Layout;
  return emit(field, context);
}
