import { readFileSync, statSync } from "node:fs";
import { variableName } from "../contract/variable-name.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Secrets {
  /** Any variable that holds a secret, or that names the file it is in with `_FILE`. */
  variable(name: string): string | undefined;
  /** Its value as it is now; undefined where nobody set it. */
  read(name: string): string | undefined;
  /** What it was before it was changed: `WAYBILL_SECRET_<NAME>_PREVIOUS`. */
  previous(name: string): string | undefined;
}

/** How often a secret's file is looked at, milliseconds: so long may a key that was revoked still be taken. */
const lookMs = 2_000;

interface Kept {
  lookedAt: number;
  changedAt: number;
  text: string | undefined;
}

/**
 * Secrets of the environment: `WAYBILL_SECRET_<NAME>`, or the file that `WAYBILL_SECRET_<NAME>_FILE` names, as Kubernetes and
 * Docker mount them. A file is read again when it has changed, so that what it holds rotates under a running service.
 */
export function secretsOf(variables: Variables, now: () => number = () => Date.now()): Secrets {
  const files = new Map<string, Kept>();
  const fromFile = (path: string): string | undefined => {
    const kept = files.get(path) ?? { lookedAt: Number.NEGATIVE_INFINITY, changedAt: 0, text: undefined };
    files.set(path, kept);
    if (now() - kept.lookedAt < lookMs) return kept.text;
    kept.lookedAt = now();
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    // Gone for a moment, as when a mount is swapped: what it said stays in force.
    if (changedAt === undefined || changedAt === kept.changedAt) return kept.text;
    kept.changedAt = changedAt;
    kept.text = readFileSync(path, "utf8").trim();
    return kept.text;
  };
  const read = (variable: string): string | undefined => {
    const path = variables[`${variable}_FILE`];
    return variables[variable] || (path ? fromFile(path) || undefined : undefined);
  };
  return {
    variable: read,
    read: (name) => read(`WAYBILL_SECRET_${variableName(name)}`),
    previous: (name) => read(`WAYBILL_SECRET_${variableName(name)}_PREVIOUS`),
  };
}
