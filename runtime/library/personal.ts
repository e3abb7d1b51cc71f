import type { Maybe } from "./types.ts";

/**
 * The value, said to be personal data no longer, and why: the end of a mail address, a name's initial. The compiler then lets it
 * go where the class of its field is not cleared. The value itself is not changed.
 * @example notPersonal("example.org", "the domain says nothing of a person") // "example.org"
 */
export function notPersonal<T extends {}>(value: T, reason: string): T;
export function notPersonal<T extends {}>(value: Maybe<T>, reason: string): T | undefined;
export function notPersonal<T>(value: Maybe<T>, reason: string): T | undefined {
  void reason; // Read by whoever reviews the spec.
  return value ?? undefined;
}
