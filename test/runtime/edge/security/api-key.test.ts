import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf, parseKeys, type StoredKey } from "../../../../runtime/edge/security/key-set.ts";
import { door } from "./asking.ts";

const apiKey = { header: "X-Api-Key", secret: "partners", scopes: ["orders"] };

function set(...keys: readonly StoredKey[]): string {
  return JSON.stringify({ keys });
}

const shop: StoredKey = { id: "shop", hash: hashOf("wb_shop"), scopes: ["orders", "stock"] };
const till: StoredKey = { id: "till", hash: hashOf("wb_till"), scopes: ["stock"], expires: "2026-11-30" };

test("a key of the set is let in by its name; nothing, and what is no key of it, is not", async () => {
  const front = door({ apiKey });
  front.secret = set(shop, till);
  assert.equal(await front.ask({ "x-api-key": "wb_shop" }), "let in as key:shop");
  assert.equal(await front.ask({}), "401 send a key in X-Api-Key");
  assert.equal(await front.ask({ "x-api-key": "" }), "401 send a key in X-Api-Key");
  assert.equal(await front.ask({ "x-api-key": "wb_sho" }), "401 the key is not known");
  assert.equal(await front.ask({ "x-api-key": shop.hash }), "401 the key is not known");
  assert.equal(await front.ask({ "x-api-key": front.secret }), "401 the key is not known");
});

test("a key without a scope that the route wants is known and not allowed", async () => {
  const front = door({ apiKey });
  front.secret = set(shop, till);
  assert.equal(await front.ask({ "x-api-key": "wb_till" }), "403 orders is not among your scopes");
  assert.equal(
    await front.challenge({ "x-api-key": "wb_till" }),
    'ApiKey header="X-Api-Key", error="insufficient_scope", scope="orders"',
  );
});

test("a key expires at the end of its day", async () => {
  const front = door({ apiKey: { ...apiKey, scopes: [] } });
  front.secret = set(till);
  front.now = Date.parse("2026-11-30T23:59:59Z");
  assert.equal(await front.ask({ "x-api-key": "wb_till" }), "let in as key:till");
  front.now += 1_000;
  assert.equal(await front.ask({ "x-api-key": "wb_till" }), "401 the key has expired");
});

test("while keys rotate two are valid, and one that was taken out is not any more", async () => {
  const front = door({ apiKey });
  const next = { ...shop, id: "shop-2", hash: hashOf("wb_next") };
  front.secret = set(shop, next);
  assert.equal(await front.ask({ "x-api-key": "wb_shop" }), "let in as key:shop");
  assert.equal(await front.ask({ "x-api-key": "wb_next" }), "let in as key:shop-2");
  front.secret = set(next);
  assert.equal(await front.ask({ "x-api-key": "wb_shop" }), "401 the key is not known");
});

test("a set that is being written leaves the one before in force, and is told once, without its text", async () => {
  const front = door({ apiKey });
  front.secret = set(shop);
  assert.equal(await front.ask({ "x-api-key": "wb_shop" }), "let in as key:shop");
  front.secret = '{"keys": [{"id": "sh';
  assert.equal(await front.ask({ "x-api-key": "wb_shop" }), "let in as key:shop");
  assert.equal(await front.ask({ "x-api-key": "wb_shop" }), "let in as key:shop");
  assert.deepEqual(front.warnings, ["the keys of a secret cannot be read: those before stay in force"]);
});

test("a secret that is one key as it is has every scope", async () => {
  const front = door({ apiKey });
  front.secret = "just a key";
  assert.equal(await front.ask({ "x-api-key": "just a key" }), "let in as anybody");
  assert.equal(await front.ask({ "x-api-key": "just" }), "401 the key is not known");
});

test("what is wrong with a set is said by its place and never by its text", () => {
  const faults = [
    "{",
    "{}",
    set({ ...shop, hash: "secret-text" }),
    set({ ...shop, id: "" }),
    set({ ...shop, expires: "soon" }),
    set(shop, shop),
  ].map((text) => {
    try {
      parseKeys(text);
      return "good";
    } catch (error) {
      return (error as Error).message;
    }
  });
  assert.deepEqual(faults, [
    "it is not JSON",
    "it has no list `keys`",
    "key 1 has no valid `hash`",
    "key 1 has no valid `id`",
    "key 1 has no valid `expires`",
    "the key shop is there twice",
  ]);
});
