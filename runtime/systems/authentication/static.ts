import type { Authentication } from "../../contract/system.ts";
import { basicCredentials, compound, type Scheme, type SchemeContext } from "./scheme.ts";

/** Schemes that send the same header every time. */

export function header(authentication: Authentication & { kind: "header" }, context: SchemeContext): Scheme {
  return always(
    authentication.name,
    `${authentication.prefix ?? ""}${context.secret(authentication.secret)}`,
  );
}

export function basic(authentication: Authentication & { kind: "basic" }, context: SchemeContext): Scheme {
  const { id, secret } = compound(context.secret(authentication.secret));
  return always("authorization", basicCredentials(id, secret));
}

/** RFC 6750. */
export function bearer(authentication: Authentication & { kind: "bearer" }, context: SchemeContext): Scheme {
  return always("authorization", `Bearer ${context.secret(authentication.secret)}`);
}

function always(name: string, value: string): Scheme {
  const headers = { [name.toLowerCase()]: value };
  return { headers: async () => headers };
}
