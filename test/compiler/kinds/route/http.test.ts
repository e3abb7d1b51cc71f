import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnosed, routeOf } from "./till.ts";

const ping = "- { name: pinged, call: till.ping }";
const respond = "- { respond: { status: 200, body: { orderId: =message.data.id } } }";
const token = "issuer: 'https://login.example/', audience: orders";

/** An asynchronous route with these words more. */
function http(more: string, path = "/sales"): string {
  return `{ http: { method: POST, path: "${path}", request: sale@1, rate: 5/s, ${more} } }`;
}

const key = "security: { apiKey: { scopes: [sales] } }";

test("tokens are lowered with what is left out filled in", () => {
  const { trigger } = routeOf(
    ping,
    http(`security: { jwt: { ${token}, jwks: 'https://login.example/keys', scopes: [sales] } }`),
  );
  assert.deepEqual((trigger as { readonly security?: unknown }).security, {
    jwt: {
      issuer: "https://login.example/",
      audience: "orders",
      jwks: "https://login.example/keys",
      scopes: ["sales"],
      algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
      toleranceSeconds: 30,
    },
  });
});

test("keys of an issuer are fetched encrypted, but from this machine", () => {
  const from = (jwks: string) => diagnosed(ping, http(`security: { jwt: { ${token}, jwks: '${jwks}' } }`));
  assert.deepEqual(from("http://login.example/keys"), ["WB2360 trigger"]);
  assert.deepEqual(from("http://localhost:8080/keys"), []);
  assert.deepEqual(from("http://127.0.0.1:8080/keys"), []);
});

test("no signature is taken that a public key could make", () => {
  const jwks = "jwks: 'https://login.example/keys'";
  assert.equal(
    diagnosed(ping, http(`security: { jwt: { ${token}, ${jwks}, algorithms: [HS256] } }`)).length,
    1,
  );
  assert.equal(
    diagnosed(ping, http(`security: { jwt: { ${token}, ${jwks}, algorithms: [none] } }`)).length,
    1,
  );
  assert.equal(diagnosed(ping, http("security: {}")).length, 1);
});

test("parameters of a path have names of their own that expressions can use", () => {
  assert.deepEqual(diagnosed(ping, http(key, "/tills/{till-id}")), ["WB2361 trigger"]);
  assert.deepEqual(diagnosed(ping, http(key, "/tills/{till}/sales/{till}")), ["WB2361 trigger"]);
  assert.deepEqual(diagnosed(ping, http(key, "/tills/{till")), ["WB2361 trigger"]);
  assert.deepEqual(diagnosed(ping, http(key, "/tills/{till}/sales/{sale}")), []);
});

test("a key has a header of its own", () => {
  const header = (name: string) =>
    diagnosed(ping, http(`security: { apiKey: { header: ${name}, scopes: [s] } }`));
  assert.deepEqual(header("authorization"), ["WB2362 trigger"]);
  assert.deepEqual(header("Idempotency-Key"), ["WB2362 trigger"]);
  assert.deepEqual(header("X-Partner-Key"), []);
});

test("a deadline is for somebody who waits", () => {
  assert.deepEqual(diagnosed(ping, http(`${key}, deadline: 2s`)), ["WB2363 trigger"]);
  assert.deepEqual(diagnosed(respond, http(`${key}, deadline: 2s, response: order@1`)), []);
});

test("a parameter of the path is always there, one of the query may be missing", () => {
  const read = (id: string) =>
    diagnosed(
      `- { name: read, call: till.read, with: { id: ${id} } }`,
      `{ http: { method: GET, path: "/sales/{sale}", rate: 5/s, ${key} } }`,
    );
  assert.deepEqual(read("=message.data.sale"), []);
  assert.deepEqual(read("=message.data.shop"), ["WB2005"]);
});
