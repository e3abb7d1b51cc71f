import { type Code, catalogue } from "../../diagnostics/catalogue.ts";
import type { Severity } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";

/**
 * Whether a person may accept it. What rules say and the losses of meaning that mappings report (WB22…) can be accepted whatever
 * their severity, of the rest only what is no error: an error there says that something cannot run, which nobody's word changes.
 */
export type Acceptable = (code: Code, severity?: Severity) => boolean;

/** What an estate may lower or waive: what rules and mappings say, and all that is no error by itself. */
export function acceptable(rules: readonly Rule[]): Acceptable {
  const ruled = new Set(rules.flatMap(({ codes }) => codes));
  return (code, severity = catalogue[code].severity) =>
    ruled.has(code) ||
    code.startsWith("WB22") ||
    severity !== "error" ||
    // The estate raised it.
    catalogue[code].severity !== "error";
}

export function isCode(text: string): text is Code {
  return Object.hasOwn(catalogue, text);
}
