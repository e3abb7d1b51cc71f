import { valueLayout } from "../value.ts";
import type { FieldEmitter } from "./field.ts";

/** A constant or an expression. */
export const emitValue: FieldEmitter<"value"> = (field, { module }) => valueLayout(module, field.value);
