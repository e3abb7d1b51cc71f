import assert from "node:assert/strict";
import { test } from "node:test";
import { postgresSettingsOf } from "../../../../../runtime/engine/store/postgres/index.ts";

test("an address and credentials are enough; the password is read anew at each connection", () => {
  let password = "first";
  const read = postgresSettingsOf({ WAYBILL_POSTGRES: "db.data" }, () => `shop:${password}`);
  assert.ok("settings" in read);
  const { host, port, database, user, tls } = read.settings;
  assert.deepEqual([host, port, database, user, tls], ["db.data", 5432, "waybill", "shop", undefined]);
  password = "second";
  assert.equal(read.settings.password?.(), "second");
});

test("what the environment says more is taken", () => {
  const read = postgresSettingsOf(
    { WAYBILL_POSTGRES: "db:6432", WAYBILL_POSTGRES_DATABASE: "shop", WAYBILL_POSTGRES_TLS: "true" },
    () => "shop:a:b",
  );
  assert.ok("settings" in read);
  const { port, database, tls, password } = read.settings;
  assert.deepEqual([port, database, tls, password?.()], [6432, "shop", {}, "a:b"]);
});

test("all that is wrong is said at once", () => {
  const read = postgresSettingsOf(
    {
      WAYBILL_POSTGRES: "postgres://db:5432/shop",
      WAYBILL_POSTGRES_TLS: "on",
      WAYBILL_POSTGRES_CA_FILE: "/nowhere.pem",
    },
    () => undefined,
  );
  assert.ok("reasons" in read);
  const said = read.reasons.join("\n");
  for (const word of ["host:port", "true or false, not on", "CREDENTIALS_FILE", "CA_FILE: ENOENT"])
    assert.ok(said.includes(word), `${word} in:\n${said}`);
});
