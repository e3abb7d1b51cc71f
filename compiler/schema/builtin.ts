import type { Data } from "./data.ts";
import type { Shape } from "./shape.ts";

/** As the runtime reads decimals: plain, no exponent, at most a thousand digits on either side. */
const decimal: { readonly [keyword: string]: Data } = {
  type: "string",
  pattern: "^-?\\d{1,1000}(?:\\.\\d{1,1000})?$",
};

/** The types that Waybill brings: how the compiler knows them, and what stands on the wire. */
export const builtins: Readonly<
  Record<string, { readonly shape: Shape; readonly schema: { readonly [keyword: string]: Data } }>
> = {
  "waybill:decimal": { shape: { kind: "decimal", wire: "text" }, schema: decimal },
  "waybill:money": {
    shape: { kind: "money" },
    schema: {
      type: "object",
      required: ["amount", "currency"],
      properties: { amount: { ...decimal }, currency: { type: "string", pattern: "^[A-Z]{3}$" } },
      additionalProperties: false,
    },
  },
  "waybill:instant": { shape: { kind: "instant" }, schema: { type: "string", format: "date-time" } },
};
