import { createHash } from "node:crypto";

/**
 * Names on the broker. Each begins with the environment's prefix; then a word says what it is, so that no two things share a name.
 *
 * `order-accepted@1` has the topic `waybill.event.order-accepted.v1`. A letter, digit or hyphen stands for itself; of any other, each
 * byte of its UTF-8 is `_` and two hex digits. A dot stands before a version and nowhere else, so different types have different
 * topics. A name that would be longer than Kafka allows is cut, and ends in a digest of the whole.
 */

/** Kafka's own limit (`org.apache.kafka.common.internals.Topic`). */
const longest = 249;

export function eventTopic(prefix: string, type: string): string {
  const [, name = type, version] = /^(.+)@(\d+)$/s.exec(type) ?? [];
  return legal(`${prefix}event.`, `${escaped(name)}${version === undefined ? "" : `.v${version}`}`);
}

/** Where a group puts what it cannot read as an event. */
export function deadLetterTopic(prefix: string, group: string): string {
  return legal(`${prefix}unreadable.`, escaped(group));
}

export function groupId(prefix: string, group: string): string {
  return `${prefix}${group}`;
}

function escaped(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9-]/gu, (character) =>
    [...Buffer.from(character)]
      .map((byte) => `_${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}

function legal(start: string, rest: string): string {
  const whole = `${start}${rest}`;
  if (whole.length <= longest) return whole;
  const digest = createHash("sha256").update(whole).digest("hex").slice(0, 32);
  return `${whole.slice(0, longest - digest.length - 1)}.${digest}`;
}
