import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AclOperations,
  type AclOperationValue,
  AclPermissionTypes,
  Admin,
  ResourcePatternTypes,
  ResourceTypes,
  type ResourceTypeValue,
} from "@platformatic/kafka";
import type { AcceptCommand } from "../../../../runtime/engine/port.ts";
import { KafkaEvents, kafkaSettingsOf } from "../../../../runtime/events/kafka/index.ts";
import { until } from "../../until.ts";
import { consumptionOf } from "../engine-under-events.ts";
import { outside } from "../outside.ts";
import { type SecuredBroker, securedBroker, service } from "./secured-broker.ts";

let secured: SecuredBroker;
before(async () => {
  secured = await securedBroker();
});
after(() => secured.stop());

const guest = { user: "guest", password: "guest" };

/** As an environment says it: over TLS, with a password. */
function withPassword({ user, password }: typeof guest, mechanism = "plain"): Record<string, string> {
  return {
    WAYBILL_KAFKA: secured.broker.at("PASSWORD"),
    WAYBILL_KAFKA_CA_FILE: secured.certificates.authority.file,
    WAYBILL_KAFKA_SASL: mechanism,
    WAYBILL_KAFKA_CREDENTIALS: `${user}:${password}`,
  };
}

function withCertificate(): Record<string, string> {
  const { authority, client } = secured.certificates;
  return {
    WAYBILL_KAFKA: secured.broker.at("CERTIFICATE"),
    WAYBILL_KAFKA_CA_FILE: authority.file,
    WAYBILL_KAFKA_CERT_FILE: client.cert.file,
    WAYBILL_KAFKA_KEY_FILE: client.key.file,
  };
}

interface Opened {
  readonly events: KafkaEvents;
  readonly prefix: string;
  readonly taken: readonly AcceptCommand[];
  readonly troubles: readonly string[];
}

function opened(context: TestContext, variables: Record<string, string>): Opened {
  const prefix = `case-${crypto.randomUUID().slice(0, 8)}.`;
  const all = {
    WAYBILL_KAFKA_PREFIX: prefix,
    WAYBILL_KAFKA_PARTITIONS: "2",
    WAYBILL_KAFKA_REPLICAS: "1",
    ...variables,
  };
  const read = kafkaSettingsOf(all, (name) => new Map(Object.entries(all)).get(name));
  assert.ok("settings" in read, JSON.stringify(read));
  const taken: AcceptCommand[] = [];
  const troubles: string[] = [];
  const events = new KafkaEvents({
    settings: read.settings,
    inbox: { accept: async (command) => taken.push(command) },
    notes: { read: async () => new Map(), write: async () => undefined },
    trouble: (message) => void troubles.push(message),
  });
  context.after(() => events.close());
  return { events, prefix, taken, troubles };
}

const mail = { name: "mail", consumption: consumptionOf({ route: "mail" }) };

async function carriesAnEvent({ events, taken }: Opened): Promise<void> {
  await events.serve([mail]);
  await events.publish([outside("1")]);
  await until(
    () => taken,
    ({ length }) => length === 1,
  );
}

for (const mechanism of ["plain", "scram-sha-256", "scram-sha-512"])
  test(`kafka: events go over TLS, with a password by ${mechanism}`, { timeout: 60_000 }, (context) =>
    carriesAnEvent(opened(context, withPassword(service, mechanism))),
  );

test("kafka: events go over TLS, with a certificate", { timeout: 60_000 }, (context) =>
  carriesAnEvent(opened(context, withCertificate())),
);

/** Who is not let in is told why and what to look at, once, and goes on trying. */
function refused(what: string, variables: () => Record<string, string>, word: RegExp): void {
  test(`kafka: who comes ${what} is told what to look at`, { timeout: 60_000 }, async (context) => {
    const { events, troubles } = opened(context, variables());
    void events.serve([mail]);
    const [first] = await until(
      () => troubles,
      ({ length }) => length > 0,
    );
    assert.match(first ?? "", word);
    await sleep(1_000);
    assert.equal(troubles.length, 1);
  });
}

refused(
  "with a wrong password",
  () => withPassword({ user: service.user, password: "wrong" }, "scram-sha-512"),
  /SASL authentication failed.*WAYBILL_KAFKA_CREDENTIALS/,
);
refused(
  "without a password",
  () => ({ ...withPassword(service), WAYBILL_KAFKA_SASL: "none" }),
  /Connection closed.*WAYBILL_KAFKA_SASL/,
);
refused(
  "without a certificate",
  () => ({ ...withCertificate(), WAYBILL_KAFKA_CERT_FILE: "", WAYBILL_KAFKA_KEY_FILE: "" }),
  /Connection closed.*WAYBILL_KAFKA_CERT_FILE/,
);
refused(
  "without the authority that signed the broker's certificate",
  () => ({ ...withPassword(service), WAYBILL_KAFKA_CA_FILE: "", WAYBILL_KAFKA_TLS: "true" }),
  /unable to verify the first certificate.*WAYBILL_KAFKA_CA_FILE/,
);
refused(
  "without TLS where it is wanted",
  () => ({ WAYBILL_KAFKA: secured.broker.at("PASSWORD") }),
  /requires TLS.*WAYBILL_KAFKA_TLS/,
);
refused(
  "with TLS where it is not spoken",
  () => ({ ...withPassword(service), WAYBILL_KAFKA: secured.broker.address }),
  /secure TLS connection.*WAYBILL_KAFKA_TLS/,
);
refused(
  "with a name that may do nothing",
  () => withPassword(guest),
  /The topic case-\S+event\.ordered\.v1 is not there or not seen: Topic authorization failed.*docs\/guide\/kafka\.md/,
);

test("kafka: the rights that the guide names are enough, and no fewer", {
  timeout: 90_000,
}, async (context) => {
  const open = opened(context, withPassword(guest));
  const admin = new Admin({ clientId: "case", bootstrapBrokers: [secured.broker.address] });
  context.after(() => admin.close());
  const allow = (resource: ResourceTypeValue, operations: readonly AclOperationValue[]) =>
    admin.createAcls({
      creations: operations.map((operation) => ({
        resourceType: resource,
        resourceName: open.prefix,
        resourcePatternType: ResourcePatternTypes.PREFIXED,
        principal: `User:${guest.user}`,
        host: "*",
        operation,
        permissionType: AclPermissionTypes.ALLOW,
      })),
    });
  const { CREATE, DESCRIBE, READ, WRITE } = AclOperations;
  const serving = open.events.serve([mail]);
  await until(
    () => open.troubles,
    ({ length }) => length === 1,
  );
  await allow(ResourceTypes.TOPIC, [READ, WRITE, DESCRIBE, CREATE]);
  // The group is still another's.
  await sleep(3_000);
  assert.deepEqual(open.taken, []);
  await allow(ResourceTypes.GROUP, [READ, DESCRIBE]);
  await serving;
  await until(
    () => open.events.troubles(),
    ({ length }) => length === 0,
  );
  await open.events.publish([outside("1")]);
  await until(
    () => open.taken,
    ({ length }) => length === 1,
  );
});
