import type { Security } from "../../contract/security.ts";
import type { EdgeContext } from "../context.ts";
import { refuse } from "../problem.ts";
import type { EdgeRequest } from "../request.ts";
import { apiKeyScheme } from "./api-key.ts";
import { jwtScheme } from "./jwt.ts";
import { type Found, missingScopes, type Principal } from "./principal.ts";

interface Scheme {
  readonly scopes: readonly string[];
  /** How a caller is told what to send (RFC 9110, 11.6.1). */
  readonly challenge: string;
  readonly wanted: string;
  look(request: EdgeRequest): Found | Promise<Found>;
}

/**
 * Lets in who has what a route wants, and says who it is; undefined where a route wants nothing. The first scheme that finds something
 * of its own in the request decides. Answers 401 to nobody and to what is not valid, 403 to who lacks a scope, 503 while an issuer's
 * keys cannot be fetched.
 */
export function admission(
  security: Security | undefined,
  context: EdgeContext,
): ((request: EdgeRequest) => Promise<Principal>) | undefined {
  const schemes = schemesOf(security, context);
  if (schemes.length === 0) return undefined;
  return async (request) => {
    for (const scheme of schemes) {
      const found = await scheme.look(request);
      if (found.kind !== "absent") return decided(found, scheme);
    }
    return refuse(
      {
        status: 401,
        title: "Not authorised",
        detail: `send ${schemes.map(({ wanted }) => wanted).join(" or ")}`,
      },
      { "www-authenticate": schemes.map(({ challenge }) => challenge).join(", ") },
    );
  };
}

function schemesOf(security: Security | undefined, context: EdgeContext): readonly Scheme[] {
  const { apiKey, jwt } = security ?? {};
  return [
    ...(apiKey
      ? [
          {
            scopes: apiKey.scopes,
            challenge: `ApiKey header="${apiKey.header}"`,
            wanted: `a key in ${apiKey.header}`,
            look: apiKeyScheme(apiKey, context),
          },
        ]
      : []),
    ...(jwt
      ? [
          {
            scopes: jwt.scopes,
            challenge: "Bearer",
            wanted: "a bearer token",
            look: jwtScheme(jwt, context),
          },
        ]
      : []),
  ];
}

function decided(found: Exclude<Found, { kind: "absent" }>, { scopes, challenge }: Scheme): Principal {
  const comma = challenge.includes(" ") ? ", " : " ";
  if (found.kind === "unavailable")
    return refuse(
      { status: 503, title: "Nobody can be let in", detail: "the issuer's keys cannot be fetched" },
      { "retry-after": "5" },
    );
  if (found.kind === "refused")
    return refuse(
      { status: 401, title: "Not authorised", detail: found.detail },
      { "www-authenticate": `${challenge}${comma}error="invalid_token"` },
    );
  const missing = missingScopes(found.principal, scopes);
  if (missing.length > 0)
    refuse(
      { status: 403, title: "Not allowed", detail: `${missing.join(", ")} is not among your scopes` },
      {
        "www-authenticate": `${challenge}${comma}error="insufficient_scope", scope="${scopes.join(" ")}"`,
      },
    );
  return found.principal;
}
