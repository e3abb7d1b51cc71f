import type { Json } from "../contract/json.ts";
import { isRawNumber } from "../library/raw-number.ts";

/** `x-personal` fields as paths of names, `*` for each item or member. */
export type PersonalPaths = readonly (readonly string[])[];

const masked = "***";

/** The value with what its contract calls personal replaced. What is not changed is not copied. */
export function mask(value: unknown, paths: PersonalPaths): unknown {
  return paths.reduce((result, path) => maskAt(result, path), value);
}

function maskAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value === null || value === undefined ? value : masked;
  if (Array.isArray(value)) return value.map((item) => maskAt(item, name === "*" ? rest : [name, ...rest]));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, inner]) => [
    key,
    key === name || name === "*" ? maskAt(inner, rest) : inner,
  ]);
  return Object.fromEntries(members);
}

/** The personal values themselves, as text, longest first: what must not stand in an error's message. */
export function personalValues(value: unknown, paths: PersonalPaths): readonly string[] {
  if (paths.length === 0) return [];
  const found = paths.flatMap((path) => valuesAt(value, path)).filter((text) => text.length > 2);
  return [...new Set(found)].sort((a, b) => b.length - a.length);
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): string[] {
  if (value === null || value === undefined) return [];
  if (name === undefined) return scalars(value);
  if (Array.isArray(value))
    return value.flatMap((item) => valuesAt(item, name === "*" ? rest : [name, ...rest]));
  if (typeof value !== "object") return [];
  const members = Object.entries(value).filter(([key]) => key === name || name === "*");
  return members.flatMap(([, inner]) => valuesAt(inner, rest));
}

function scalars(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value as Record<string, Json>).flatMap(scalars);
}

/** A text without the given values. */
export function redact(text: string, values: readonly string[]): string {
  return values.reduce((result, value) => result.replaceAll(value, masked), text);
}

/** A value with the given texts taken out of all its texts: a sender repeats what is personal in fields that no contract names. */
export function redactDeep(value: unknown, values: readonly string[]): unknown {
  if (typeof value === "string") return redact(value, values);
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, values));
  if (typeof value !== "object" || value === null || isRawNumber(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactDeep(inner, values)]));
}
