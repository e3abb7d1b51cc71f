import type { Json } from "../../contract/json.ts";
import { parseJson, stringifyJson } from "../../library/json.ts";
import { type Read, readAttributes, readStructured } from "../cloud-event.ts";
import type { CloudEvent } from "../port.ts";

/**
 * CloudEvents' Kafka protocol binding (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md):
 * written in binary mode, read in binary and structured mode. Unlike HTTP's, headers are UTF-8 as they are.
 */

export interface OutgoingRecord {
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: Map<Buffer, Buffer>;
}

export interface IncomingRecord {
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since the epoch: when the broker took it, where the topic is set so, else what its producer said. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [Buffer | null, Buffer | null])[];
}

/** In binary mode (CloudEvents Kafka binding, section 3.2). */
export function recordOf({ data, datacontenttype, extensions, ...attributes }: CloudEvent): OutgoingRecord {
  const named = Object.entries({ ...attributes, ...extensions }).map(
    ([name, value]) => [`ce_${name}`, value] as const,
  );
  // The extension for partitioning, as the binding maps it; without a subject nothing has to stay together.
  const key = extensions?.["partitionkey"] ?? attributes.subject ?? attributes.id;
  return {
    key: Buffer.from(key),
    value: Buffer.from(stringifyJson(data)),
    headers: new Map(
      [["content-type", datacontenttype] as const, ...named].map(
        ([name, value]) => [Buffer.from(name), Buffer.from(value)] as const,
      ),
    ),
  };
}

/** Never throws: what is no event has a fault. */
export function eventOf(record: IncomingRecord, type: string): Read {
  const read = parsed(record);
  if ("event" in read && read.event.type !== type)
    return { fault: `an event of type ${read.event.type} in the topic of ${type}` };
  return read;
}

function parsed(record: IncomingRecord): Read {
  try {
    const headers = headersOf(record);
    const contentType = headers.get("content-type") ?? "application/json";
    if (/^application\/cloudevents-batch/i.test(contentType))
      return { fault: "a batch: the Kafka binding knows none" };
    const value = text(record.value ?? Buffer.from("null"));
    if (/^application\/cloudevents(?:\+json)?\s*(?:;|$)/i.test(contentType))
      return readStructured(parseJson(value) as Json, record.timestamp);
    if (!headers.has("ce_specversion"))
      return { fault: "neither ce_specversion nor a content type of CloudEvents" };
    const attributes = [...headers].flatMap(([name, word]) =>
      name.startsWith("ce_") ? [[name.slice(3), word] as const] : [],
    );
    return readAttributes(
      { ...Object.fromEntries(attributes), datacontenttype: contentType },
      parseJson(value === "" ? "null" : value) as Json,
      record.timestamp,
    );
  } catch (error) {
    // What they say themselves has pieces of the value in it, which may be anybody's.
    return { fault: error instanceof SyntaxError ? "its value is no JSON" : "its text is no UTF-8" };
  }
}

function headersOf({ headers }: IncomingRecord): ReadonlyMap<string, string> {
  return new Map(
    headers.flatMap(([name, value]) => {
      if (name === null || value === null) return [];
      const known = text(name).toLowerCase();
      // Others may be anything, also no text: they are none of ours.
      return known === "content-type" || known.startsWith("ce_") ? [[known, text(value)] as const] : [];
    }),
  );
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function text(bytes: Buffer): string {
  return utf8.decode(bytes);
}
