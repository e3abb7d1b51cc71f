import { parseJson, stringifyJson } from "../library/json.ts";

/** A format of bodies: how it is written, read, and what its content type is. */
export interface BodyFormat {
  readonly contentType: string;
  readonly accept: string;
  write(value: unknown): Promise<string>;
  /** Throws where the text is not of this format. */
  read(text: string): Promise<unknown>;
}

const json: BodyFormat = {
  contentType: "application/json",
  accept: "application/json",
  write: async (value) => stringifyJson(value),
  read: async (text) => parseJson(text),
};

/** `application/x-www-form-urlencoded`; names of nested values in brackets, as Stripe and Rails read them. Answers are JSON. */
const form: BodyFormat = {
  ...json,
  contentType: "application/x-www-form-urlencoded",
  async write(value) {
    return new URLSearchParams(flatten("", textual(value))).toString();
  },
};

/** Through JSON, so that decimals and instants are in their wire form; numbers as the text that JSON has for them, all digits kept. */
function textual(value: unknown): unknown {
  return JSON.parse(stringifyJson(value), (_key, inner: unknown, context?: { readonly source?: string }) =>
    typeof inner === "number" ? (context?.source ?? String(inner)) : inner,
  );
}

function flatten(name: string, value: unknown): [string, string][] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object") return [[name, `${value as string | boolean}`]]; // nothing else is left
  return Object.entries(value).flatMap(([key, inner]) => flatten(name ? `${name}[${key}]` : key, inner));
}

const attributePrefix = "@";

/** Attributes are `@name`. Values stay text: what an amount is, its schema says. */
const xml: BodyFormat = {
  contentType: "application/xml",
  accept: "application/xml, text/xml",
  async write(value) {
    const { XMLBuilder } = await import("fast-xml-parser");
    return new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: attributePrefix }).build(
      textual(value),
    );
  },
  async read(text) {
    const { XMLParser } = await import("fast-xml-parser");
    // No entities of a document's own: they are how XML is made to read files and fill memory.
    return new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: attributePrefix,
      parseTagValue: false,
      parseAttributeValue: false,
      processEntities: true,
      ignoreDeclaration: true,
    }).parse(text, true);
  },
};

export const bodyFormats = { json, form, xml } satisfies Record<string, BodyFormat>;
