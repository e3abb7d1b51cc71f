import assert from "node:assert/strict";
import { test } from "node:test";
import { Kafka } from "@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1/Kafka";
import { KafkaNodePool } from "@kubernetes-models/strimzi-kafka-operator/kafka.strimzi.io/v1/KafkaNodePool";
import fc from "fast-check";
import { planOf } from "../../../deploy/plan/index.ts";
import { builds } from "../builds.ts";

// The cluster suite holds every other operator's resources against its definition; Strimzi's is published as this package only.
const models = { Kafka, KafkaNodePool };

test("Kafka's resources are valid by Strimzi's definitions", () => {
  let seen = 0;
  fc.assert(
    fc.property(builds, (build) => {
      const plan = planOf(build, "production");
      assert.ok(!("problems" in plan));
      for (const { object } of plan.resources) {
        const Model = models[object.kind as keyof typeof models];
        if (Model === undefined) continue;
        new Model(object as never).validate();
        seen++;
      }
    }),
  );
  assert.notEqual(seen, 0);
});

test("a listener of a type that Strimzi does not know is found", () => {
  const listeners = [{ name: "plain", port: 9092, type: "inside", tls: false }];
  assert.throws(() => new Kafka({ spec: { kafka: { listeners } } } as never).validate(), /type/);
});
