import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { HmacVerification } from "../../../runtime/contract/system.ts";
import { sign, signatureFault } from "../../../runtime/edge/signature.ts";

const standard: HmacVerification = {
  algorithm: "sha256",
  header: "webhook-signature",
  encoding: "base64",
  secret: "s",
  content: "{id}.{timestamp}.{body}",
  format: "versioned",
  version: "v1",
  timestampHeader: "webhook-timestamp",
  idHeader: "webhook-id",
  secretFormat: "base64",
  secretPrefix: "whsec_",
};
const stripe: HmacVerification = {
  algorithm: "sha256",
  header: "Stripe-Signature",
  encoding: "hex",
  secret: "s",
  content: "{timestamp}.{body}",
  format: "pairs",
  version: "v1",
  timestampPair: "t",
  secretFormat: "text",
};
const shopify: HmacVerification = {
  algorithm: "sha256",
  header: "X-Shopify-Hmac-Sha256",
  encoding: "base64",
  secret: "s",
  content: "{body}",
  format: "plain",
  secretFormat: "text",
};

interface Vector {
  readonly secret: string;
  readonly payload: string;
  readonly why?: string;
  readonly [header: string]: string | undefined;
}
// A published file, whose form its test relies on.
const vectors = JSON.parse(
  readFileSync("test/fixtures/conformance/standard-webhooks-vectors.json", "utf8"),
) as { valid: Vector[]; invalid: Partial<Vector>[] };
const moment = 1_614_265_330_000;

function fault(vector: Vector, now = moment): string | undefined {
  const headers = Object.fromEntries(
    ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [name, vector[name]]),
  );
  return signatureFault(standard, vector.secret, {
    headers,
    body: Buffer.from(vector.payload),
    url: "",
    now,
  });
}

test("Standard Webhooks: every published valid vector holds", () => {
  for (const vector of vectors.valid) assert.equal(fault(vector), undefined);
});

test("Standard Webhooks: every published invalid vector is refused", () => {
  const [good] = vectors.valid;
  assert.ok(good);
  for (const bad of vectors.invalid) {
    const missing = /^missing (\S+)/.exec(bad.why ?? "")?.[1];
    const off = bad.why?.startsWith("older") ? 301_000 : bad.why?.includes("future") ? -301_000 : 0;
    const vector = { ...good, ...bad, ...(missing ? { [missing]: undefined } : {}) } as Vector; // a good one made bad
    assert.notEqual(fault(vector, moment + off), undefined, bad.why ?? "");
  }
});

test("what is signed for Stripe, Shopify and Standard Webhooks holds, and no longer after one byte is changed", () => {
  for (const verification of [standard, stripe, shopify]) {
    const message = { id: "m1", body: Buffer.from('{"a":1}'), url: "https://x.example/w", now: moment };
    const headers = sign(verification, "c2VjcmV0", message);
    const signed = { headers, url: message.url, now: moment };
    assert.equal(signatureFault(verification, "c2VjcmV0", { ...signed, body: message.body }), undefined);
    assert.equal(
      signatureFault(verification, "c2VjcmV0", { ...signed, body: Buffer.from('{"a":2}') }),
      "the signature is wrong",
    );
    assert.equal(
      signatureFault(verification, "b3RoZXI=", { ...signed, body: message.body }),
      "the signature is wrong",
    );
  }
});

test("of several Stripe signatures one that holds is enough, an old timestamp is too old", () => {
  const body = Buffer.from("{}");
  const { "stripe-signature": header = "" } = sign(stripe, "k", { id: "", body, url: "", now: moment });
  const rotated = { "stripe-signature": header.replace(",v1=", ",v1=00ff,v1=") };
  assert.equal(signatureFault(stripe, "k", { headers: rotated, body, url: "", now: moment }), undefined);
  assert.equal(
    signatureFault(stripe, "k", { headers: rotated, body, url: "", now: moment + 600_000 }),
    "the timestamp is too far off",
  );
});
