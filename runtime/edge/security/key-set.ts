import { hash, timingSafeEqual } from "node:crypto";

/**
 * The API keys of one secret. Only hashes are kept: who reads this process's memory, its environment or the file learns no key.
 * A key is 256 random bits, so one SHA-256 is as good as any slow hash.
 */
export interface ApiKey {
  /** Undefined for a secret that is one key as it is: it is good for every scope. */
  readonly id?: string;
  readonly digest: Buffer;
  readonly scopes: readonly string[] | "all";
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
}

/** A key as a keys file spells it: `{"keys": [{"id": "call-centre", "hash": "sha256:…", "scopes": ["orders"], "expires": "2027-06-30"}]}`. */
export interface StoredKey {
  readonly id: string;
  readonly hash: string;
  readonly scopes: readonly string[];
  /** RFC 3339, or a date: until its end, UTC. */
  readonly expires?: string;
}

export type Verdict =
  | { readonly kind: "known"; readonly key: ApiKey }
  | { readonly kind: "expired" }
  | { readonly kind: "unknown" };

/** Which key was given. Every key is compared, each in constant time, so that the time it takes tells neither which nor how near. */
export function verdictOf(keys: readonly ApiKey[], given: string, now: number): Verdict {
  const digest = digestOf(given);
  let found: ApiKey | undefined;
  for (const key of keys) if (timingSafeEqual(key.digest, digest)) found = key;
  if (!found) return { kind: "unknown" };
  return found.expiresAt !== undefined && found.expiresAt <= now
    ? { kind: "expired" }
    : { kind: "known", key: found };
}

/** Reads a secret's text. Throws an `Error` that says what is wrong with it and holds nothing of it. */
export function parseKeys(text: string): readonly ApiKey[] {
  if (!text.trimStart().startsWith("{")) return [{ digest: digestOf(text), scopes: "all" }];
  const keys = storedKeys(text).map(apiKey);
  const twice = keys.find(({ id }, index) => keys.findIndex((other) => other.id === id) !== index);
  if (twice) throw new Error(`the key ${twice.id ?? ""} is there twice`);
  return keys;
}

/** The keys of a keys file as they are spelt. Throws as `parseKeys` does. */
export function storedKeys(text: string): readonly StoredKey[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON"); // the parser's message quotes the text
  }
  const { keys } = value as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error("it has no list `keys`");
  return keys.map((each: unknown, index) => {
    const key = (typeof each === "object" && each !== null ? each : {}) as Partial<StoredKey>; // checked below, member by member
    const named = typeof key.id === "string" && key.id !== "";
    const hashed = typeof key.hash === "string" && /^sha256:[\da-f]{64}$/.test(key.hash);
    const scoped = Array.isArray(key.scopes) && key.scopes.every((scope) => typeof scope === "string");
    const ends = key.expires === undefined || !Number.isNaN(endOf(key.expires));
    if (!named || !hashed || !scoped || !ends) {
      const wrong = !named ? "id" : !hashed ? "hash" : !scoped ? "scopes" : "expires";
      throw new Error(`key ${index + 1} has no valid \`${wrong}\``);
    }
    return key as StoredKey;
  });
}

/** How a key's hash is written down. */
export function hashOf(key: string): string {
  return `sha256:${digestOf(key).toString("hex")}`;
}

function apiKey({ id, hash: hashed, scopes, expires }: StoredKey): ApiKey {
  return {
    id,
    digest: Buffer.from(hashed.slice("sha256:".length), "hex"),
    scopes,
    ...(expires === undefined ? {} : { expiresAt: endOf(expires) }),
  };
}

function endOf(expires: unknown): number {
  if (typeof expires !== "string") return Number.NaN;
  const isDate = /^\d{4}-\d\d-\d\d$/.test(expires);
  return isDate ? Date.parse(`${expires}T00:00:00Z`) + 86_400_000 : Date.parse(expires);
}

function digestOf(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
