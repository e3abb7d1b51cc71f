import type { Appender } from "./appender.ts";
import { deadLetterTopic } from "./names.ts";
import type { IncomingRecord } from "./record.ts";

/**
 * Puts a record aside that is no event: as it came, into the group's topic for such, with what is wrong and where it stood in headers
 * (`waybill_…`). Resolves with the topic's name when it is there: only then may the group go on.
 */
export async function putAside(
  record: IncomingRecord,
  { group, topic, fault }: { readonly group: string; readonly topic: string; readonly fault: string },
  { appender, prefix }: { readonly appender: Appender; readonly prefix: string },
): Promise<string> {
  const told = {
    waybill_fault: fault,
    waybill_group: group,
    waybill_topic: topic,
    waybill_partition: String(record.partition),
    waybill_offset: String(record.offset),
  };
  const headers = new Map(
    record.headers.flatMap(([name, value]) =>
      name === null || value === null ? [] : [[name, value] as const],
    ),
  );
  for (const [name, value] of Object.entries(told)) headers.set(Buffer.from(name), Buffer.from(value));
  const aside = deadLetterTopic(prefix, group);
  await appender.append([
    {
      topic: aside,
      key: record.key ?? Buffer.from(`${record.partition}:${record.offset}`),
      value: record.value ?? Buffer.alloc(0),
      headers,
    },
  ]);
  return aside;
}
