import type * as Jose from "jose";
import { jsonBody } from "../edge/body.ts";
import { problem } from "../edge/problem.ts";
import { json } from "../edge/request.ts";
import type { EdgeRoute } from "../edge/router.ts";

/** What a token says. */
export interface TokenRequest {
  readonly issuer: string;
  readonly audience: string;
  readonly scopes?: readonly string[];
  readonly subject?: string;
  /** Seconds. Default: an hour. */
  readonly lifetime?: number;
}

/** Stands for every issuer of tokens: signs what it is asked to, with a key of this process alone. */
export interface Issuer {
  /** Its public keys, a JSON Web Key Set. */
  keySet(): Promise<string>;
  /** `now` in milliseconds since the epoch. */
  token(of: TokenRequest, now: number): Promise<string>;
}

const algorithm = "ES256";

/** Its key is made when it is first asked for, and is gone with the process. */
export function createIssuer(): Issuer {
  let making: Promise<{ readonly jose: typeof Jose; readonly pair: Jose.GenerateKeyPairResult }> | undefined;
  const made = () =>
    (making ??= import("jose").then(async (jose) => ({ jose, pair: await jose.generateKeyPair(algorithm) })));
  return {
    async keySet() {
      const { jose, pair } = await made();
      const key = await jose.exportJWK(pair.publicKey);
      return JSON.stringify({ keys: [{ ...key, kid: "simulated", alg: algorithm, use: "sig" }] });
    },
    async token({ issuer, audience, scopes = [], subject = "simulated", lifetime = 3600 }, now) {
      const { jose, pair } = await made();
      const seconds = Math.floor(now / 1000);
      return new jose.SignJWT({ scope: scopes.join(" ") })
        .setProtectedHeader({ alg: algorithm, kid: "simulated" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetime)
        .sign(pair.privateKey);
    },
  };
}

/** `GET /simulate/issuer/keys`, and `POST /simulate/issuer/token` with what the token is to say. */
export function issuerRoutes(issuer: Issuer, clock: { now(): number }): readonly EdgeRoute[] {
  return [
    {
      method: "GET",
      path: "/simulate/issuer/keys",
      handler: async () => ({
        status: 200,
        headers: { "content-type": "application/jwk-set+json" },
        body: await issuer.keySet(),
      }),
    },
    {
      method: "POST",
      path: "/simulate/issuer/token",
      async handler(request) {
        const asked = jsonBody(request).value as Partial<TokenRequest> | null; // read member by member
        const { issuer: iss, audience } = asked ?? {};
        if (typeof iss !== "string" || typeof audience !== "string")
          return problem({ status: 422, title: "Say issuer and audience" });
        return json(200, { token: await issuer.token({ ...asked, issuer: iss, audience }, clock.now()) });
      },
    },
  ];
}
