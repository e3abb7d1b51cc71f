/** What the generated standalone validators need at run time. */
export { codePoints } from "./code-points.ts";
export { type DecimalRules, keepsDecimalRules } from "./decimal-rules.ts";
export { deepEqual } from "./deep-equal.ts";
export { type FormatTest, formats } from "./formats.ts";
