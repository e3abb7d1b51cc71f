import { nearest } from "../diagnostics/nearest.ts";
import type { TextShape } from "../schema/shape.ts";
import type { Constant } from "./constant.ts";
import { inWords } from "./words.ts";

/** Dates and times as RFC 3339 has them; other formats are left to the validator at run time. */
const formats: Readonly<Record<string, { readonly pattern: RegExp; readonly example: string }>> = {
  date: { pattern: /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/, example: "2026-11-24" },
  "date-time": {
    pattern: /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]+(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$/,
    example: "2026-11-24T09:00:00Z",
  },
  email: { pattern: /^[^\s@]+@[^\s@]+$/, example: "name@shop.example" },
  uuid: { pattern: /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, example: "a UUID" },
};

/** A text constant against `enum`, `maxLength`, `minLength`, `pattern` and `format` of its target. */
export function readText(text: string, shape: TextShape): Constant {
  if (shape.values && !shape.values.includes(text)) return notAmong(text, shape, shape.values);
  // JSON Schema counts characters: code points, not UTF-16 code units and not graphemes.
  // oxlint-disable-next-line typescript/no-misused-spread
  const length = [...text].length;
  if (shape.maxLength !== undefined && length > shape.maxLength)
    return {
      is: "wrong",
      code: "WB2209",
      problem: `The text has ${length} characters, more than the ${shape.maxLength} that fit`,
      help: `Shorten it to ${shape.maxLength} characters.`,
    };
  if (shape.minLength !== undefined && length < shape.minLength)
    return {
      is: "wrong",
      code: "WB2207",
      problem: `The text is shorter than the ${shape.minLength} characters wanted`,
    };
  if (shape.pattern !== undefined && !matches(text, shape.pattern))
    return {
      is: "wrong",
      code: "WB2207",
      problem: `\`${text}\` does not match the pattern \`${shape.pattern}\``,
    };
  const format = shape.format === undefined ? undefined : formats[shape.format];
  if (format && !format.pattern.test(text))
    return {
      is: "wrong",
      code: "WB2207",
      problem: `\`${text}\` is no ${shape.format}`,
      help: `Write it as \`${format.example}\`.`,
    };
  return { is: "json", json: text };
}

function notAmong(text: string, shape: TextShape, values: readonly string[]): Constant {
  const near = nearest(text, values);
  return {
    is: "wrong",
    code: "WB2208",
    problem: `\`${text}\` is not ${inWords(shape)}`,
    ...(near !== undefined && { near, help: `Did you mean \`${near}\`?` }),
  };
}

function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true; // Whether the pattern itself is right is told where the schema is read.
  }
}
