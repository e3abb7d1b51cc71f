import type { JwtSecurity, Security } from "../../../../runtime/contract/security.ts";
import { parseDuration } from "../../duration.ts";
import { duration, listOf, object, type Schema, secret, text, word } from "../../vocabulary.ts";
import type { HttpTriggerSpec, JwtSpec } from "../spec.ts";

const scopes = (description: string): Schema =>
  listOf(
    {
      type: "string",
      // RFC 6749, 3.3: scopes are joined by spaces.
      pattern: "^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$",
      "x-error": "a word without spaces or quotes, such as `orders`",
    },
    description,
  );

const apiKey = object(
  {
    header: {
      type: "string",
      pattern: "^[A-Za-z0-9-]+$",
      "x-error": "a header's name, such as `X-Api-Key`",
      description: "The header that carries the key. Default: `X-Api-Key`.",
    },
    secret: secret("The secret that holds the key, or the set of keys. Default: `api-key`."),
    scopes: scopes("What the key must be good for: all of them."),
  },
  [],
  "A key in a header.",
);

/** Asymmetric ones only: who can check a signature made with a shared secret can make one too. */
const algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

const jwt = object(
  {
    issuer: text("Who signs the tokens: their `iss`, letter by letter."),
    audience: text("Whom they must be for: their `aud`."),
    jwks: {
      type: "string",
      pattern: "^https?://\\S+$",
      "x-error": "a URL such as `https://login.northwind.example/keys`",
      description:
        "Where the issuer's public keys are. In a simulated environment a simulated issuer stands for it, unless it is on `localhost`.",
    },
    scopes: scopes("What the token's `scope` or `scp` must have: all of them."),
    algorithms: {
      ...listOf(
        word(algorithms, "A signature algorithm."),
        "Which are taken. Default: RS256, PS256, ES256, EdDSA.",
      ),
      minItems: 1,
    },
    tolerance: duration("How far the issuer's clock may be off. Default: `30s`."),
  },
  ["issuer", "audience", "jwks"],
  "A bearer token (JWT), such as an identity provider issues.",
);

export const securitySchema = {
  ...object({ apiKey, jwt }, [], "Who may ask. With both, either lets in."),
  minProperties: 1,
  "x-error": "`apiKey`, `jwt` or both",
};

/** All defaults filled in. */
export function lowerSecurity({
  apiKey: key,
  jwt: token,
}: NonNullable<HttpTriggerSpec["security"]>): Security {
  return {
    ...(key && {
      apiKey: {
        header: key.header ?? "X-Api-Key",
        secret: key.secret ?? "api-key",
        scopes: key.scopes ?? [],
      },
    }),
    ...(token && { jwt: lowerJwt(token) }),
  };
}

function lowerJwt({
  issuer,
  audience,
  jwks,
  scopes: wanted,
  algorithms: taken,
  tolerance,
}: JwtSpec): JwtSecurity {
  return {
    issuer,
    audience,
    jwks,
    scopes: wanted ?? [],
    algorithms: taken ?? ["RS256", "PS256", "ES256", "EdDSA"],
    toleranceSeconds: Math.ceil(parseDuration(tolerance ?? "30s") / 1000),
  };
}
