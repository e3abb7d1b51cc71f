import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefused, said, Told } from "../../../../runtime/events/kafka/said.ts";

const failed = (errors: readonly Error[]) => new AggregateError(errors, "metadata failed 5 times.");
const broker = (apiId: string, message: string) =>
  Object.assign(new Error(message), { apiId, canRetry: false });

test("what is said is the innermost, behind the address that it is about", () => {
  const refused = new Error("connect ECONNREFUSED 10.0.0.1:9092");
  const connecting = new Error("Connection to 10.0.0.1:9092 failed.", { cause: refused });
  assert.equal(
    said(failed([failed([connecting])])),
    "Connection to 10.0.0.1:9092 failed. connect ECONNREFUSED 10.0.0.1:9092",
  );
});

test("what can be put right by a setting names the setting", () => {
  const untrusted = Object.assign(new Error("unable to verify the first certificate; if the root CA is"), {
    code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  });
  assert.match(
    said(failed([new Error("Connection to a:1 failed.", { cause: untrusted })])),
    /^Connection to a:1 failed\. unable to verify the first certificate \(WAYBILL_KAFKA_CA_FILE/,
  );
  assert.match(
    said(failed([broker("GROUP_AUTHORIZATION_FAILED", "Group authorization failed.")])),
    /docs\/guide\/kafka\.md/,
  );
});

test("what is meant for people is said as it stands", () => {
  const told = new Told("The topic a is missing.", { cause: new Error("no") });
  assert.equal(said(new Error("outer", { cause: told })), "The topic a is missing.");
});

test("a broker that is away has refused nothing; one that said no has", () => {
  const away = new Error("Connection to a:1 failed.", { cause: new Error("ECONNREFUSED") });
  assert.equal(isRefused(failed([away])), false);
  assert.equal(isRefused(new Told("The topic a is not there.", { cause: failed([away]) })), false);
  assert.equal(isRefused(failed([broker("UNKNOWN_TOPIC_OR_PARTITION", "not yet")])), false);
  assert.equal(isRefused(failed([broker("TOPIC_AUTHORIZATION_FAILED", "no")])), true);
  assert.equal(isRefused(new Told("The topic a is missing, and none is made here.")), true);
});
