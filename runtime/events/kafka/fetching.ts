import type { Consumer, RecordsBatch } from "@platformatic/kafka";
import type { IncomingRecord } from "./record.ts";

type FetchResponse = Awaited<ReturnType<Consumer["fetch"]>>;

/** What one partition gave. */
export interface Fetched {
  readonly records: readonly IncomingRecord[];
  /** Where to go on: past what was skipped, too (markers of transactions, records that are compacted away). */
  readonly next: bigint;
  /** The partition's end, as the broker saw it then. */
  readonly end: bigint;
}

export interface FetchOptions {
  /** How long the broker waits for a first record, milliseconds. */
  readonly waitMs: number;
  /** At most so much of each partition, bytes; a larger record comes alone. */
  readonly bytes: number;
}

/**
 * Reads a topic from these offsets on, each partition at its leader. One call at a time and consumer: the broker keeps a session.
 * Rejects where an offset is no longer there (`OFFSET_OUT_OF_RANGE`), or a broker.
 */
export async function fetchFrom(
  consumer: Consumer,
  topic: string,
  from: ReadonlyMap<number, bigint>,
  { waitMs, bytes }: FetchOptions,
): Promise<ReadonlyMap<number, Fetched>> {
  consumer.topics.track(topic);
  const metadata = (await consumer.metadata({ topics: [topic] })).topics.get(topic);
  if (metadata === undefined) throw new Error(`The topic ${topic} is not there.`);
  const byLeader = Map.groupBy(from.keys(), (partition) => metadata.partitions[partition]?.leader ?? -1);
  const found = new Map<number, Fetched>();
  await Promise.all(
    [...byLeader].map(async ([node, partitions]) => {
      const response = await consumer.fetch({
        node,
        minBytes: 1,
        maxBytes: bytes * partitions.length,
        maxWaitTime: waitMs,
        topics: [
          {
            topicId: metadata.id,
            partitions: partitions.map((partition) => ({
              partition,
              fetchOffset: from.get(partition) ?? 0n,
              partitionMaxBytes: bytes,
              currentLeaderEpoch: -1,
              lastFetchedEpoch: -1,
            })),
          },
        ],
      });
      for (const [partition, fetched] of partitionsOf(response, from)) found.set(partition, fetched);
    }),
  );
  return found;
}

function* partitionsOf(
  response: FetchResponse,
  from: ReadonlyMap<number, bigint>,
): Generator<readonly [number, Fetched]> {
  for (const { partitions } of response.responses)
    for (const { partitionIndex: partition, records: batches, highWatermark } of partitions) {
      const start = from.get(partition);
      if (start === undefined) continue;
      const records = (batches ?? []).flatMap((batch) => recordsOf(batch, partition));
      const last = batches?.at(-1);
      const next = last === undefined ? start : last.firstOffset + BigInt(last.lastOffsetDelta) + 1n;
      yield [
        partition,
        {
          // A batch begins where it was written, which may be before where was asked.
          records: records.filter(({ offset }) => offset >= start),
          next: next > start ? next : start,
          end: highWatermark,
        },
      ];
    }
}

const isControl = 0b10_0000;
const isAppendTime = 0b1000;

function recordsOf(batch: RecordsBatch, partition: number): IncomingRecord[] {
  if ((batch.attributes & isControl) !== 0) return [];
  return batch.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
    partition,
    offset: batch.firstOffset + BigInt(offsetDelta),
    timestamp: Number(
      (batch.attributes & isAppendTime) === 0 ? batch.firstTimestamp + timestampDelta : batch.maxTimestamp,
    ),
    key,
    value,
    headers,
  }));
}
