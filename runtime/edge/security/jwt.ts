import { hash } from "node:crypto";
import type * as Jose from "jose";
import type { JwtSecurity } from "../../contract/security.ts";
import type { EdgeContext } from "../context.ts";
import type { EdgeRequest } from "../request.ts";
import { keySetFetch } from "./jwks.ts";
import type { Found } from "./principal.ts";

/** A key that is not known is asked for at most this often, so that made-up keys cannot be made into a storm of requests. */
const coolDownMs = 30_000;
/** Keys are fetched anew after this time, so that one that was withdrawn is no longer taken. */
const cacheMs = 600_000;

type Verify = (token: string) => Promise<Jose.JWTPayload>;

/** Looks for a bearer token and holds it against its issuer's keys. `jose` is loaded with the first route that wants tokens. */
export function jwtScheme(
  security: JwtSecurity,
  context: EdgeContext,
): (request: EdgeRequest) => Promise<Found> {
  let verifier: Promise<Verify> | undefined;
  return async ({ headers }) => {
    const { authorization } = headers;
    if (authorization === undefined) return { kind: "absent" };
    const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
    if (token === undefined) return { kind: "refused", detail: "send a bearer token" };
    verifier ??= verifierOf(security, context);
    try {
      const payload = await (await verifier)(token);
      return { kind: "caller", principal: { id: subjectOf(payload), scopes: scopesOf(payload) } };
    } catch (error) {
      return refusal(error);
    }
  };
}

async function verifierOf(
  { issuer, audience, jwks, algorithms, toleranceSeconds }: JwtSecurity,
  context: EdgeContext,
): Promise<Verify> {
  const { createRemoteJWKSet, customFetch, jwtVerify } = await import("jose");
  const keys = createRemoteJWKSet(context.keySet.address(jwks), {
    cooldownDuration: coolDownMs,
    cacheMaxAge: cacheMs,
    timeoutDuration: 5_000,
    [customFetch]: keySetFetch(context.keySet.get, () => context.now()),
  });
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      clockTolerance: toleranceSeconds,
      currentDate: new Date(context.now()),
      requiredClaims: ["exp"],
    });
    return payload;
  };
}

/** By `jose`'s stable codes. What it says of a claim is the caller's own; nothing of the token is repeated. */
const refusals: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: "the token has expired",
  ERR_JWT_CLAIM_VALIDATION_FAILED: "the token is not for this service",
  ERR_JWS_INVALID: "this is no token",
  ERR_JWT_INVALID: "this is no token",
  ERR_JOSE_ALG_NOT_ALLOWED: "the token's algorithm is not allowed",
  ERR_JOSE_NOT_SUPPORTED: "the token's algorithm is not allowed",
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "the token's signature does not hold",
  ERR_JWKS_NO_MATCHING_KEY: "the token's key is not known",
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: "the token does not say its key",
};

function refusal(error: unknown): Found {
  const { code, claim } = error as { readonly code?: string; readonly claim?: string };
  if (code === "ERR_JWT_CLAIM_VALIDATION_FAILED" && claim === "nbf")
    return { kind: "refused", detail: "the token is not valid yet" };
  const detail = refusals[code ?? ""];
  // All else is the fetch of the keys: a timeout, an answer that is none, a broken key set.
  return detail === undefined ? { kind: "unavailable" } : { kind: "refused", detail };
}

/** OAuth's `scope`, one text (RFC 8693, 4.2), or `scp` as Microsoft and Okta write it, a text or a list. */
function scopesOf(payload: Jose.JWTPayload): readonly string[] {
  return [payload["scope"], payload["scp"]].flatMap((claim) =>
    typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim.map(String) : [],
  );
}

/** A subject may be a person's address, so it is kept as a hash. */
function subjectOf({ iss = "", sub = "", client_id: client = "" }: Jose.JWTPayload): string {
  return `jwt:${hash("sha256", JSON.stringify([iss, sub, client])).slice(0, 32)}`;
}
