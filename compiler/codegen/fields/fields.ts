import { propertyKey } from "../../spelling/literal.ts";
import { object } from "../layout/syntax.ts";
import type { FieldEmitter } from "./field.ts";

/**
 * A nested literal, one property a line. Optional ones are written `undefined` where they are missing: that keeps one hidden
 * class for all values, which is several times faster than leaving the property out, and `JSON.stringify` leaves it out.
 */
export const emitFields: FieldEmitter<"fields"> = ({ fields }, context) =>
  object(
    fields.map(({ name, optional, field, at }) => ({
      key: propertyKey(name),
      value: context.write(field, { ...context, name, optional, at }),
    })),
    fields.length > 1,
  );
