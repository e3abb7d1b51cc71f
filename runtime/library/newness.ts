import { epochMillis, instant } from "./instant.ts";

const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * What `latest: { by }` gives, so that newer is greater: times, whatever their offsets, as milliseconds; numbers as they are, also in
 * text; other text compares letter by letter. Undefined where nothing is given: such a message is never stale.
 */
export function newness(value: unknown): string | number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "") return undefined;
  if (time.test(text)) return epochMillis(instant(text));
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
