import { createHash } from "node:crypto";

/** From 0, under 1: the same for the same words, whoever asks first. So both engines meet the same faults, in whatever order they come. */
export function chance(...words: readonly (string | number)[]): number {
  return createHash("sha256").update(JSON.stringify(words)).digest().readUInt32BE(0) / 2 ** 32;
}
