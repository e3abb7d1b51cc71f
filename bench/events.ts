/**
 * Events of 1 KB published and taken by one process over Kafka with 1, 4 and 16 partitions, beside Kafka's own measure of its own producer
 * and consumer. The inbox accepts at once: what an engine does with an event is not in it. One broker, which shares the machine; `value`
 * is what this machine gives, and what carries over is the ratio.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { KafkaEvents, type KafkaSettings } from "../runtime/events/kafka/index.ts";
import { eventTopic } from "../runtime/events/kafka/names.ts";
import type { CloudEvent } from "../runtime/events/port.ts";
import { Broker } from "../trial/kafka/broker.ts";
import { commandLineClasspath } from "../trial/kafka/install.ts";
import { type Result, result } from "./result.ts";

const count = 20_000;
const bytes = 1_024;
/** Of what one caller hands over at a time; and how many callers there are. */
const [lot, callers] = [100, 8];
const type = "measured@1";

export async function run(): Promise<readonly Result[]> {
  const broker = await Broker.start();
  try {
    const lines: Result[] = [];
    for (const partitions of [1, 4, 16]) lines.push(...(await measured(broker, partitions)));
    return lines;
  } finally {
    await broker.stop();
  }
}

async function measured(broker: Broker, partitions: number): Promise<readonly Result[]> {
  const settings: KafkaSettings = {
    brokers: [broker.address],
    prefix: `p${partitions}.`,
    topics: { create: true, partitions, replicas: 1 },
    sessionMs: 30_000,
  };
  const ours = await publishedAndTaken(settings);
  const theirs = await kafkasOwn(broker.address, eventTopic(settings.prefix, type));
  const named = partitions === 1 ? "1 partition" : `${partitions} partitions`;
  const unit = "events/s";
  return [
    result(
      `events published, ${named}`,
      ours.published,
      theirs.sent,
      unit,
      "Kafka's own producer",
      ">= 0.25",
    ),
    result(`events taken, ${named}`, ours.taken, theirs.read, unit, "Kafka's own consumer", ">= 0.1"),
  ];
}

/** Events a second. */
async function publishedAndTaken(settings: KafkaSettings) {
  let seen = 0;
  const all = Promise.withResolvers<void>();
  const events = new KafkaEvents({
    settings,
    inbox: {
      async accept() {
        seen += 1;
        if (seen === count) all.resolve();
      },
    },
    notes: { read: async () => new Map(), write: async () => undefined },
  });
  try {
    const lots = Array.from({ length: count / lot }, (_, index) => index).values();
    const publishing = performance.now();
    const caller = async (): Promise<void> => {
      for (const index of lots)
        await events.publish(Array.from({ length: lot }, (_, of) => eventOf(index * lot + of)));
    };
    await Promise.all(Array.from({ length: callers }, caller));
    const published = rate(publishing);
    const taking = performance.now();
    const consumption = {
      type,
      from: "beginning" as const,
      accept: ({ subject = "" }: CloudEvent) => ({
        route: "measured",
        lane: subject,
        input: null,
        searchKeys: [],
      }),
    };
    await events.serve([{ name: "measured", consumption }]);
    await all.promise;
    return { published, taken: rate(taking) };
  } finally {
    await events.close();
  }
}

function eventOf(number: number): CloudEvent {
  return {
    specversion: "1.0",
    id: String(number),
    source: "urn:bench",
    type,
    subject: `s${number % 1_000}`,
    time: "2026-01-01T00:00:00Z",
    datacontenttype: "application/json",
    data: "x".repeat(bytes - 2),
  };
}

/** As many records of the same size, to the topic and from it; both leave the start of their process out. */
async function kafkasOwn(
  address: string,
  topic: string,
): Promise<{ readonly sent: number; readonly read: number }> {
  const classpath = await commandLineClasspath();
  const told = async (tool: string, args: readonly string[]): Promise<string> => {
    const command = ["-cp", classpath, `org.apache.kafka.tools.${tool}`, "--topic", topic, ...args];
    return (await promisify(execFile)("java", command, { maxBuffer: 64 * 1024 * 1024 })).stdout;
  };
  const sending = ["--num-records", String(count), "--record-size", String(bytes), "--throughput", "-1"];
  const to = ["--producer-props", `bootstrap.servers=${address}`, "acks=all"];
  const sent = await told("ProducerPerformance", [...sending, ...to]);
  const reading = ["--bootstrap-server", address, "--messages", String(count), "--hide-header"];
  const read = await told("ConsumerPerformance", reading);
  // `start, end, MB, MB/s, records, records/s, rebalance ms, fetch ms, fetch MB/s, fetch records/s`
  const columns = read.trim().split("\n").at(-1)?.split(",") ?? [];
  return {
    sent: Number(/([\d.]+) records\/sec(?!.*records\/sec)/s.exec(sent)?.[1]),
    read: Number(columns[9]),
  };
}

function rate(from: number): number {
  return Math.round((count * 1_000) / (performance.now() - from));
}
