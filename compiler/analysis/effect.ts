import type { LinkedOperation } from "../model/model.ts";

/** RFC 9110, section 9.2.1: these change nothing, so that they are no side effect. */
const safe = new Set(["GET", "HEAD"]);
/** RFC 9110, section 9.2.2: these may be repeated by definition, unless the spec says otherwise. */
const repeatable = new Set(["GET", "HEAD", "PUT", "DELETE"]);

/** Whether calling it changes something in the system. One that says `idempotent: true` may be a question asked by POST, which nobody can tell: it counts as an effect. */
export function hasEffect({ spec }: LinkedOperation): boolean {
  return !safe.has(spec.request.method);
}

/** By what a second attempt has no second effect; undefined where it has one. */
export function repeatedBy({ spec }: LinkedOperation): "nature" | "header" | "verify" | undefined {
  const { idempotent, request } = spec;
  if (idempotent === undefined) return repeatable.has(request.method) ? "nature" : undefined;
  if (typeof idempotent === "boolean") return idempotent ? "nature" : undefined;
  return "header" in idempotent ? "header" : "verify";
}

/** It has an effect, and after an attempt without an outcome nothing tells whether it had it. */
export function isBlind(operation: LinkedOperation): boolean {
  return hasEffect(operation) && repeatedBy(operation) === undefined;
}

/** For whoever has to mend a blind one. */
export const waysToKnow =
  "Say on the operation how it is known: `idempotent: { header: Idempotency-Key }` where the system takes a key, `{ verify: …, with: …, found: … }` to look before it is repeated, or `true` where a second call changes nothing.";
