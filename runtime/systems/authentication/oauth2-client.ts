import { Failure } from "../../contract/failure.ts";
import type { Authentication } from "../../contract/system.ts";
import { resolvePath } from "../address.ts";
import { basicCredentials, compound, type Scheme, type SchemeContext } from "./scheme.ts";

/** A token is renewed this long before it expires, or at half its life where that is shorter. */
const earlyMs = 30_000;

interface Token {
  readonly value: string;
  readonly renewAt: number;
}

/**
 * OAuth 2.0 client credentials (RFC 6749, 4.4), the client in a Basic header (2.3.1).
 *
 * Invariants:
 * 1. One token request is under way at a time, whoever waits for it.
 * 2. A token is renewed before it expires, and once after a 401.
 */
export function oauth2Client(
  authentication: Authentication & { kind: "oauth2Client" },
  context: SchemeContext,
): Scheme {
  let token: Token | undefined;
  let fetching: Promise<Token> | undefined;

  function current(signal: AbortSignal): Promise<Token> | Token {
    if (token && token.renewAt > context.now()) return token;
    fetching ??= requestToken(authentication, context, signal)
      .then((fresh) => {
        token = fresh;
        return fresh;
      })
      .finally(() => {
        fetching = undefined;
      });
    return fetching;
  }

  return {
    headers: async (_request, signal) => ({ authorization: `Bearer ${(await current(signal)).value}` }),
    stale(response, request) {
      if (response.status !== 401) return false;
      // Only if nobody has renewed it since this request was made.
      if (token && request.headers["authorization"] === `Bearer ${token.value}`) token = undefined;
      return true;
    },
  };
}

async function requestToken(
  authentication: Authentication & { kind: "oauth2Client" },
  context: SchemeContext,
  signal: AbortSignal,
): Promise<Token> {
  const { id, secret } = compound(context.secret(authentication.secret));
  const fields = {
    grant_type: "client_credentials",
    ...(authentication.scope === undefined ? {} : { scope: authentication.scope }),
    ...(authentication.audience === undefined ? {} : { audience: authentication.audience }),
  };
  const response = await context.transport.send(
    {
      method: "POST",
      url: resolvePath(context.endpoint, authentication.tokenUrl),
      headers: {
        authorization: basicCredentials(encodeURIComponent(id), encodeURIComponent(secret)),
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: new URLSearchParams(fields).toString(),
    },
    signal,
  );
  return tokenOf(response.status, response.body, context);
}

function tokenOf(status: number, body: string, context: SchemeContext): Token {
  const answer = status === 200 ? readAnswer(body) : undefined;
  if (!answer)
    throw new Failure("transient", `The token of ${context.system} was not given: status ${status}.`, {
      status,
    });
  const lifeMs = (answer.expires_in ?? 3600) * 1000;
  return { value: answer.access_token, renewAt: context.now() + lifeMs - Math.min(earlyMs, lifeMs / 2) };
}

function readAnswer(body: string): { access_token: string; expires_in?: number } | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (
      typeof answer !== "object" ||
      answer === null ||
      !("access_token" in answer) ||
      typeof answer.access_token !== "string"
    )
      return undefined;
    const seconds = "expires_in" in answer ? Number(answer.expires_in) : Number.NaN;
    return { access_token: answer.access_token, ...(seconds > 0 ? { expires_in: seconds } : {}) };
  } catch {
    return undefined;
  }
}
