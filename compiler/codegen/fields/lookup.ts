import { textLiteral } from "../../spelling/literal.ts";
import { call } from "../layout/syntax.ts";
import type { FieldEmitter } from "./field.ts";

/** Another system's word for a value, by a crosswalk. */
export const emitLookup: FieldEmitter<"lookup"> = (
  { crosswalk, system, value, to, whenMissing },
  { module, symbols },
) =>
  call(module.runtime(whenMissing === "fail" ? "lookupRequired" : "lookup"), [
    module.use(symbols.crosswalk(crosswalk)),
    textLiteral(system),
    module.expression(value),
    textLiteral(to),
  ]);
