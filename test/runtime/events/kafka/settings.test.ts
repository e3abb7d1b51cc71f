import assert from "node:assert/strict";
import { test } from "node:test";
import { kafkaSettingsOf } from "../../../../runtime/events/kafka/index.ts";

const brokers = { WAYBILL_KAFKA: "one:9092, two:9093" };

test("brokers are enough: the rest has defaults for production", () => {
  assert.deepEqual(
    kafkaSettingsOf(brokers, () => undefined),
    {
      settings: {
        brokers: ["one:9092", "two:9093"],
        prefix: "waybill.",
        topics: { create: true, partitions: 12, replicas: 3 },
        sessionMs: 30_000,
      },
    },
  );
});

test("the password is a secret, read anew at each connection", () => {
  let password = "first:with a colon";
  const read = kafkaSettingsOf(
    {
      ...brokers,
      WAYBILL_KAFKA_TLS: "true",
      WAYBILL_KAFKA_SASL: "scram-sha-512",
    },
    (name) => (name === "WAYBILL_KAFKA_CREDENTIALS" ? `shop:${password}` : undefined),
  );
  assert.ok("settings" in read);
  const { sasl, tls } = read.settings;
  assert.deepEqual(tls, {});
  assert.equal(sasl?.mechanism, "SCRAM-SHA-512");
  assert.deepEqual([sasl?.username, sasl?.password()], ["shop", "first:with a colon"]);
  password = "second";
  assert.equal(sasl?.password(), "second");
});

test("all that is wrong is said at once", () => {
  const read = kafkaSettingsOf(
    {
      WAYBILL_KAFKA: "one",
      WAYBILL_KAFKA_PREFIX: "a b",
      WAYBILL_KAFKA_TLS: "maybe",
      WAYBILL_KAFKA_SASL: "plain",
      WAYBILL_KAFKA_PARTITIONS: "0",
      WAYBILL_KAFKA_CA_FILE: "/nowhere.pem",
      WAYBILL_KAFKA_CERT_FILE: "/nowhere.pem",
    },
    () => undefined,
  );
  assert.ok("reasons" in read);
  const said = read.reasons.join("\n");
  for (const word of [
    "one is no host:port",
    "PREFIX",
    "TLS is true or false, not maybe",
    "WAYBILL_KAFKA_CREDENTIALS_FILE",
    "PARTITIONS",
    "CA_FILE: ENOENT",
  ])
    assert.ok(said.includes(word), `${word} in:\n${said}`);
});
