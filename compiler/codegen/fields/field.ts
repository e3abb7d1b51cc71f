import type { PlanField, PlanLocation } from "../../plan/plan.ts";
import type { Layout } from "../layout/document.ts";
import type { GeneratedModule } from "../module.ts";
import type { Symbols } from "../symbols.ts";

/** Where a field of a mapping stands while it is written. */
export interface FieldContext {
  readonly module: GeneratedModule;
  readonly symbols: Symbols;
  /** The target field's name, after which what is made for it is called. */
  readonly name: string;
  /** The field may be missing: its value is undefined then. */
  readonly optional: boolean;
  readonly at: PlanLocation;
  /**
   * Puts a constant before the `return` of the function around it and gives its name. Absent inside a branch, where
   * computing it ahead would compute what may not be wanted.
   */
  readonly hoist?: (name: string, value: Layout) => string;
  /** Writes a field inside this one. */
  readonly write: (field: PlanField, context: FieldContext) => Layout;
}

export type FieldForm = PlanField["form"];
export type FieldOf<Form extends FieldForm> = Extract<PlanField, { readonly form: Form }>;
export type FieldEmitter<Form extends FieldForm> = (field: FieldOf<Form>, context: FieldContext) => Layout;

/** The body of a function that returns one field's value: constants first, where some are hoisted. */
export function functionBody(
  field: PlanField,
  context: Omit<FieldContext, "hoist">,
): { readonly constants: readonly Layout[]; readonly value: Layout } {
  const constants: Layout[] = [];
  const hoist = (name: string, value: Layout): string => {
    const local = context.module.scope.declare(name);
    constants.push([`const ${local} = `, value, ";"]);
    return local;
  };
  const value = context.write(field, { ...context, hoist });
  return { constants, value };
}
