import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { deadLetterTopic, eventTopic } from "../../../../runtime/events/kafka/names.ts";

test("a type's topic reads like the type", () => {
  assert.equal(eventTopic("waybill.", "order-accepted@1"), "waybill.event.order-accepted.v1");
  assert.equal(eventTopic("shop.", "com.example.order"), "shop.event.com_2Eexample_2Eorder");
  assert.equal(eventTopic("", "größe@2"), "event.gr_C3_B6_C3_9Fe.v2");
  assert.equal(deadLetterTopic("waybill.", "tell-customer"), "waybill.unreadable.tell-customer");
});

test("every name is legal for Kafka, and two types never share a topic", () => {
  const type = fc.string({ unit: "binary", minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(type, type, (one, other) => {
      const topic = eventTopic("waybill.", one);
      assert.match(topic, /^[A-Za-z0-9._-]{1,249}$/);
      if (one.isWellFormed() && other.isWellFormed())
        assert.equal(topic === eventTopic("waybill.", other), one === other);
    }),
  );
  assert.notEqual(eventTopic("", "a@1"), eventTopic("", "a.v1"));
  assert.notEqual(eventTopic("", "a@1"), eventTopic("", "a_401"));
});
