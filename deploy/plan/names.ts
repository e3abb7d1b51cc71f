import { createHash } from "node:crypto";

/**
 * The longest name of a workload: a StatefulSet's pods carry its name and an eleven letter revision in one label of at most 63
 * letters (RFC 1123), and a Deployment's carry a build's ten.
 */
export const workloadNameLength = 52;

/** Lower case and hyphens, at most `length` letters; what is cut is told apart by a digest of all of it. */
export function legalName(text: string, length = workloadNameLength): string {
  const name = text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (name.length <= length) return name;
  return `${name.slice(0, length - 9).replace(/-+$/, "")}-${digest(text).slice(0, 8)}`;
}

/** Of one build of a workload. No name in a spec holds two hyphens in a row, so it is nobody else's. */
export function buildName(workload: string, content: string): string {
  return `${workload}--${content.slice(0, 8)}`;
}

/** As the runtime spells names in environment variables. */
export function variableName(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}

/** 16 letters of a text's SHA-256, in hexadecimal. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
