import type { Security } from "../../contract/security.ts";
import type { EdgeContext } from "../context.ts";
import type { EdgeRequest } from "../request.ts";
import { type ApiKey, parseKeys, verdictOf } from "./key-set.ts";
import type { Found } from "./principal.ts";

type ApiKeySecurity = NonNullable<Security["apiKey"]>;

/** Longer than any key: what is longer is not hashed. */
const longest = 512;

/** Looks for a key in its header. The secret's text is read with each request, so that keys rotate under a running service. */
export function apiKeyScheme(
  { header, secret }: ApiKeySecurity,
  context: EdgeContext,
): (request: EdgeRequest) => Found {
  const name = header.toLowerCase();
  const keys = keysOf(secret, context);
  return ({ headers }) => {
    const given = headers[name];
    if (given === undefined || given === "") return { kind: "absent" };
    if (given.length > longest) return { kind: "refused", detail: "the key is not known" };
    const verdict = verdictOf(keys(), given, context.now());
    if (verdict.kind !== "known")
      return {
        kind: "refused",
        detail: verdict.kind === "expired" ? "the key has expired" : "the key is not known",
      };
    const { id, scopes } = verdict.key;
    return { kind: "caller", principal: { ...(id === undefined ? {} : { id: `key:${id}` }), scopes } };
  };
}

/** The keys as the secret has them now. A set that cannot be read, in a file that somebody is writing, leaves the one before in force. */
function keysOf(secret: string, context: EdgeContext): () => readonly ApiKey[] {
  let text: string | undefined;
  let keys: readonly ApiKey[] = [];
  return () => {
    const now = context.secret(secret);
    if (now === text) return keys;
    text = now;
    try {
      keys = parseKeys(now);
    } catch (error) {
      context.warn?.("the keys of a secret cannot be read: those before stay in force", {
        secret,
        reason: (error as Error).message, // parseKeys throws nothing else
      });
    }
    return keys;
  };
}
