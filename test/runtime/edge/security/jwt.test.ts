import assert from "node:assert/strict";
import { test } from "node:test";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { lowerSecurity } from "../../../../compiler/kinds/route/triggers/http-security.ts";
import { type Door, door } from "./asking.ts";

const issuer = "https://login.northwind.example/";
const jwks = "https://login.northwind.example/keys";
const jwt = lowerSecurity({ jwt: { issuer, audience: "orders-api", jwks, scopes: ["orders"] } });

interface Signer {
  readonly kid: string;
  readonly pair: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };
}

async function signer(kid: string, algorithm = "ES256"): Promise<Signer> {
  return { kid, pair: await generateKeyPair(algorithm, { extractable: true }) };
}

async function keySet(...signers: readonly Signer[]) {
  const keys = await Promise.all(
    signers.map(async ({ kid, pair }) => ({ ...(await exportJWK(pair.publicKey)), kid })),
  );
  return { status: 200, body: JSON.stringify({ keys }) };
}

async function token(
  { kid, pair }: Signer,
  front: Door,
  claims: Readonly<Record<string, unknown>> = {},
  algorithm = "ES256",
): Promise<{ authorization: string }> {
  const now = Math.floor(front.now / 1000);
  const all = {
    iss: issuer,
    aud: "orders-api",
    sub: "ann@example.com",
    scope: "orders read",
    exp: now + 600,
    ...claims,
  };
  const text = await new SignJWT(all).setProtectedHeader({ alg: algorithm, kid }).sign(pair.privateKey);
  return { authorization: `Bearer ${text}` };
}

async function open(...signers: readonly Signer[]): Promise<Door> {
  const front = door(jwt);
  const keys = await keySet(...signers);
  front.keySet = () => keys;
  return front;
}

test("a token of the issuer, for this service, with the scopes lets in, and its subject is not kept as it is", async () => {
  const key = await signer("one");
  const front = await open(key);
  const told = await front.ask(await token(key, front));
  assert.match(told, /^let in as jwt:[\da-f]{32}$/);
  assert.equal(await front.ask(await token(key, front, { scope: undefined, scp: ["orders"] })), told);
  assert.notEqual(await front.ask(await token(key, front, { sub: "bob" })), told);
  assert.deepEqual(front.fetched, [jwks]);
});

test("a token that is not for us, not valid now, or of another's making is refused", async () => {
  const [key, other] = [await signer("one"), await signer("one")];
  const front = await open(key);
  const now = front.now / 1000;
  const asked = async (claims: Readonly<Record<string, unknown>>) =>
    front.ask(await token(key, front, claims));
  assert.equal(await asked({ iss: "https://evil.example/" }), "401 the token is not for this service");
  assert.equal(await asked({ aud: "stock-api" }), "401 the token is not for this service");
  assert.equal(await asked({ exp: now - 31 }), "401 the token has expired");
  assert.equal(await asked({ nbf: now + 31 }), "401 the token is not valid yet");
  assert.equal(await asked({ exp: undefined }), "401 the token is not for this service");
  assert.equal(await front.ask(await token(other, front)), "401 the token's signature does not hold");
  assert.equal(await asked({ scope: "read" }), "403 orders is not among your scopes");
});

test("the issuer's clock may be off by the tolerance, either way", async () => {
  const key = await signer("one");
  const front = await open(key);
  const now = front.now / 1000;
  assert.match(await front.ask(await token(key, front, { exp: now - 29 })), /^let in/);
  assert.match(await front.ask(await token(key, front, { nbf: now + 29 })), /^let in/);
});

test("no token is taken that is unsigned, or signed with what anybody can know", async () => {
  const key = await signer("one");
  const front = await open(key);
  const claims = { iss: issuer, aud: "orders-api", scope: "orders", exp: front.now / 1000 + 60 };
  const unsigned = new UnsecuredJWT(claims).encode();
  assert.match(await front.ask({ authorization: `Bearer ${unsigned}` }), /^401/);
  const publicText = new TextEncoder().encode((await keySet(key)).body);
  const symmetric = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: "one" })
    .sign(publicText);
  assert.equal(
    await front.ask({ authorization: `Bearer ${symmetric}` }),
    "401 the token's algorithm is not allowed",
  );
  const weaker = await signer("one", "ES512");
  assert.equal(
    await front.ask(await token(weaker, front, {}, "ES512")),
    "401 the token's algorithm is not allowed",
  );
});

test("what is no bearer token is told what to send", async () => {
  const front = door(jwt);
  assert.equal(await front.ask({}), "401 send a bearer token");
  assert.equal(await front.ask({ authorization: "Basic YTpi" }), "401 send a bearer token");
  assert.equal(await front.ask({ authorization: "Bearer a.b.c" }), "401 this is no token");
  assert.equal(await front.challenge({ authorization: "Bearer a.b.c" }), 'Bearer error="invalid_token"');
  assert.equal(front.fetched.length, 0);
});

test("a key that is not known is asked for anew, and then not again for a while", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-26T09:00:00Z") });
  const [old, fresh, madeUp] = [await signer("old"), await signer("fresh"), await signer("made-up")];
  const front = await open(old);
  assert.match(await front.ask(await token(old, front)), /^let in/);
  const both = await keySet(old, fresh);
  front.keySet = () => both;
  assert.equal(await front.ask(await token(fresh, front)), "401 the token's key is not known");
  assert.equal(front.fetched.length, 1);
  t.mock.timers.tick(30_001);
  assert.match(await front.ask(await token(fresh, front)), /^let in/);
  assert.equal(front.fetched.length, 2);
  for (let each = 0; each < 20; each++)
    assert.equal(await front.ask(await token(madeUp, front)), "401 the token's key is not known");
  assert.equal(front.fetched.length, 2);
});

test("a key that the issuer withdrew is not taken any more after ten minutes", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-26T09:00:00Z") });
  const [old, fresh] = [await signer("old"), await signer("fresh")];
  const front = await open(old);
  assert.match(await front.ask(await token(old, front)), /^let in/);
  const next = await keySet(fresh);
  front.keySet = () => next;
  t.mock.timers.tick(600_001);
  assert.equal(await front.ask(await token(old, front)), "401 the token's key is not known");
});

test("an issuer that does not answer closes the door only where its keys were never known", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.parse("2026-11-26T09:00:00Z") });
  const key = await signer("one");
  const front = door(jwt);
  const known = await keySet(key);
  front.keySet = () => {
    throw new Error("connection refused");
  };
  assert.equal(await front.ask(await token(key, front)), "503 the issuer's keys cannot be fetched");
  front.keySet = () => known;
  assert.match(await front.ask(await token(key, front)), /^let in/);
  front.keySet = () => ({ status: 302, body: "" });
  t.mock.timers.tick(3_600_000);
  front.now += 3_600_000;
  assert.match(await front.ask(await token(key, front)), /^let in/);
  front.keySet = () => ({ status: 200, body: "<html>" });
  t.mock.timers.tick(25 * 3_600_000);
  front.now += 25 * 3_600_000;
  assert.equal(await front.ask(await token(key, front)), "503 the issuer's keys cannot be fetched");
});

test("with a key and a token declared either lets in, and what was sent is what is judged", async () => {
  const key = await signer("one");
  const front = door({ ...jwt, apiKey: { header: "X-Api-Key", secret: "k", scopes: [] } });
  const keys = await keySet(key);
  front.keySet = () => keys;
  front.secret = "a key";
  assert.match(await front.ask(await token(key, front)), /^let in as jwt/);
  assert.equal(await front.ask({ "x-api-key": "a key" }), "let in as anybody");
  assert.equal(await front.ask({}), "401 send a key in X-Api-Key or a bearer token");
  assert.equal(await front.challenge({}), 'ApiKey header="X-Api-Key", Bearer');
  assert.equal(
    await front.ask({ "x-api-key": "no", ...(await token(key, front)) }),
    "401 the key is not known",
  );
});
