import type { Json } from "../../contract/json.ts";

/** How values become text and come back. The runtime passes one that keeps long numbers exact. */
export interface JsonCodec {
  readonly parse: (text: string) => unknown;
  readonly stringify: (value: unknown) => string | undefined;
}

export const plainJson: JsonCodec = {
  parse: (text) => JSON.parse(text) as unknown,
  stringify: (value) => JSON.stringify(value),
};

/** What the store kept, for a person to read; null where it can not be read any more. */
export function readable(text: string, json: JsonCodec): Json {
  try {
    // It was JSON when it was written.
    return json.parse(text) as Json;
  } catch {
    return null;
  }
}
