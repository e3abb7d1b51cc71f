import assert from "node:assert/strict";
import { test } from "node:test";
import { restateSettingsOf } from "../../../../runtime/service/distributed/restate-settings.ts";

test("an address is enough where Restate is on this machine", () => {
  assert.deepEqual(restateSettingsOf({ WAYBILL_RESTATE: "127.0.0.1:8080" }), {
    settings: {
      ingress: "http://127.0.0.1:8080",
      listen: { host: "127.0.0.1", port: 9080 },
      register: { admin: "http://127.0.0.1:9070", address: "http://127.0.0.1:9080" },
    },
  });
});

test("a build that Restate reaches by a name listens to all addresses, and who may call can be said", () => {
  const read = restateSettingsOf({
    WAYBILL_RESTATE: "restate.data:8080",
    WAYBILL_RESTATE_ADMIN: "restate.data:9071",
    WAYBILL_RESTATE_PORT: "9090",
    WAYBILL_RESTATE_CALLBACK: "http://orders-one.shop:9090",
    WAYBILL_RESTATE_CURRENT: "/current/restate",
    WAYBILL_RESTATE_IDENTITIES: "publickeyv1_a, publickeyv1_b",
  });
  assert.ok("settings" in read);
  assert.deepEqual(read.settings.listen, { host: "0.0.0.0", port: 9090 });
  assert.deepEqual(read.settings.register, {
    admin: "http://restate.data:9071",
    address: "http://orders-one.shop:9090",
    current: "/current/restate",
  });
  assert.deepEqual(read.settings.identities, ["publickeyv1_a", "publickeyv1_b"]);
});

test("all that is wrong is said at once", () => {
  const read = restateSettingsOf({
    WAYBILL_RESTATE: "http://restate:8080",
    WAYBILL_RESTATE_PORT: "all",
    WAYBILL_RESTATE_CALLBACK: "orders",
    WAYBILL_RESTATE_IDENTITIES: "-----BEGIN PRIVATE KEY-----",
  });
  assert.ok("reasons" in read);
  assert.equal(read.reasons.length, 4);
  assert.ok(!read.reasons.join("").includes("PRIVATE"), "a secret is not repeated");
});

test("which build is current is told by addresses, so each needs one", () => {
  const read = restateSettingsOf({
    WAYBILL_RESTATE: "restate:8080",
    WAYBILL_RESTATE_CURRENT: "/current/restate",
  });
  assert.deepEqual(read, {
    reasons: [
      "WAYBILL_RESTATE_CURRENT needs WAYBILL_RESTATE_CALLBACK: the current build is told by its address",
    ],
  });
});

test("Restate is told an address of HTTP, without what is secret", () => {
  const wrong = [
    "file:///etc/passwd",
    "ftp://orders:9080",
    "http://user:secret@orders:9080",
    "http://orders:9080?key=1",
  ];
  for (const callback of wrong) {
    const read = restateSettingsOf({ WAYBILL_RESTATE: "restate:8080", WAYBILL_RESTATE_CALLBACK: callback });
    assert.ok("reasons" in read, callback);
    assert.ok(!read.reasons.join("").includes("secret"));
  }
});
