import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a given key is the right one, in constant time: hashes are compared, so that length tells nothing either. */
export function holdsKey(given: string | undefined, right: string): boolean {
  if (given === undefined || right === "") return false;
  return timingSafeEqual(hash(given), hash(right));
}

function hash(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
