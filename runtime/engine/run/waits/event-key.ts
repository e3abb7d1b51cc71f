import type { Json } from "../../../contract/json.ts";
import type { WaitOptions } from "../../port.ts";

/** `payment.reference="abc"`: what a wait demands of a field, and what an event has there. Empty: nothing that could be looked up. */
export function keyOf(match: WaitOptions["event"]["match"]): string {
  return match === undefined ? "" : `${pathText(match.path)}=${JSON.stringify(match.value)}`;
}

/** The keys an event has, of those fields that anybody waits by. */
export function keysIn(data: Json, paths: Iterable<string>): readonly string[] {
  const keys = [""];
  for (const path of paths) {
    const value = at(data, JSON.parse(path) as readonly string[]); // as `pathText` wrote it
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      keys.push(`${path}=${JSON.stringify(value)}`);
  }
  return keys;
}

/** What a run is found by that waited for the event at this position and took it: erasure follows it. */
export function takerKey(position: number): string {
  return `event:${position}`;
}

/** Of a key. */
export function pathIn(key: string): string {
  return key.slice(0, key.indexOf("]=") + 1);
}

/** Whether the event has this value at that place. Objects and lists never match. */
export function has(data: Json, { path, value }: NonNullable<WaitOptions["event"]["match"]>): boolean {
  return at(data, path) === value;
}

function pathText(path: readonly string[]): string {
  return JSON.stringify(path);
}

function at(data: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = data;
  for (const name of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Readonly<Record<string, Json>>)[name];
  }
  return value;
}
