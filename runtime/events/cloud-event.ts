import type { Json } from "../contract/json.ts";
import type { CloudEvent } from "./port.ts";

/**
 * CloudEvents 1.0 as text, both ways: the JSON event format (structured mode) and the HTTP protocol binding's binary mode
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md). Data is JSON.
 */

export type Read = { readonly event: CloudEvent } | { readonly fault: string };

type Attributes = Readonly<Record<string, Json | undefined>>;

const own = new Set([
  "specversion",
  "id",
  "source",
  "type",
  "subject",
  "time",
  "datacontenttype",
  "dataschema",
  "data",
  "data_base64",
]);

/** Structured mode: one JSON object with attributes and data. `now` is the time of an event that has none. */
export function readStructured(value: Json, now: number): Read {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { fault: "an event is a JSON object" };
  // No list, so an object.
  const { data, data_base64: encoded, ...attributes } = value as Attributes;
  if (encoded !== undefined && encoded !== null)
    return { fault: "data_base64 is not taken: send JSON in data" };
  return readAttributes(attributes, data ?? null, now);
}

/** Binary mode: attributes in `ce-` headers, percent-encoded; the body is the data. */
export function readBinary(
  headers: Readonly<Record<string, string | undefined>>,
  data: Json,
  now: number,
): Read {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith("ce-") || value === undefined) continue;
    const decoded = decode(value);
    if (decoded === undefined) return { fault: `${name} is not percent-encoded as the binding says` };
    attributes[name.slice(3)] = decoded;
  }
  const type = headers["content-type"];
  return readAttributes(
    { ...attributes, ...(type === undefined ? {} : { datacontenttype: type }) },
    data,
    now,
  );
}

/** In HTTP: attributes are headers and the body is the data (CloudEvents HTTP binding, section 3.1). */
export function isBinary(headers: Readonly<Record<string, string | undefined>>): boolean {
  return headers["ce-specversion"] !== undefined;
}

/** The event as structured mode writes it. */
export function structured({ extensions, data, ...attributes }: CloudEvent): Attributes {
  return { ...attributes, ...extensions, data };
}

/** The headers of binary mode; the body is the data. */
export function binaryHeaders({
  extensions,
  data: _data,
  datacontenttype,
  ...attributes
}: CloudEvent): Readonly<Record<string, string>> {
  const named = Object.entries({ ...attributes, ...extensions }).map(([name, value]) => [
    `ce-${name}`,
    encode(value),
  ]);
  return { "content-type": datacontenttype, ...Object.fromEntries(named) };
}

/** From attributes by their own names, as a binding found them. */
export function readAttributes(attributes: Attributes, data: Json, now: number): Read {
  const word = (name: string): string | undefined => {
    const value = attributes[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  if (attributes["specversion"] !== "1.0") return { fault: "specversion is 1.0" };
  const [id, source, type] = [word("id"), word("source"), word("type")];
  if (id === undefined || source === undefined || type === undefined)
    return { fault: "id, source and type are text that is not empty" };
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(word("datacontenttype") ?? "application/json"))
    return { fault: "datacontenttype is JSON" };
  const time = word("time") ?? new Date(now).toISOString();
  if (
    !/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(time) ||
    Number.isNaN(Date.parse(time))
  )
    return { fault: "time is a date and time with an offset (RFC 3339)" };
  const [subject, dataschema] = [word("subject"), word("dataschema")];
  const extensions = extensionsOf(attributes);
  if (typeof extensions === "string") return { fault: extensions };
  return {
    event: {
      specversion: "1.0",
      id,
      source,
      type,
      ...(subject === undefined ? {} : { subject }),
      time: time.toUpperCase(),
      datacontenttype: "application/json",
      ...(dataschema === undefined ? {} : { dataschema }),
      ...(Object.keys(extensions).length === 0 ? {} : { extensions }),
      data,
    },
  };
}

function extensionsOf(attributes: Attributes): Readonly<Record<string, string>> | string {
  const extensions: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (own.has(name) || value === null || value === undefined) continue;
    if (!/^[a-z0-9]+$/.test(name))
      return `the name of an attribute has small letters and digits only, not ${name}`;
    if (typeof value === "object") return `the attribute ${name} is text, a number or a boolean`;
    extensions[name] = String(value);
  }
  return extensions;
}

/** Section 3.1.3.2: what is no printable ASCII, and blank, quote and percent, are percent-encoded UTF-8. */
function encode(value: string): string {
  return value.replaceAll(/[^\x21-\x7e]|["%]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value.replaceAll(/%(?![0-9A-Fa-f]{2})/g, "%25"));
  } catch {
    return undefined;
  }
}
