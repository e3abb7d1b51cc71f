import { isIP } from "node:net";
import { Admin, Consumer, compatibilityPartitioner, Producer } from "@platformatic/kafka";
import { assignInTurn } from "./assigner.ts";
import { groupId } from "./names.ts";
import type { KafkaSettings } from "./settings.ts";

/** The client's parts as the rest of this folder wants them. Each tries again by itself for about two seconds; longer is their owners' affair. */
function base({ brokers, tls, sasl }: KafkaSettings) {
  return {
    clientId: "waybill",
    bootstrapBrokers: [...brokers],
    retries: 4,
    retryDelay: 400,
    connectTimeout: 3_000,
    requestTimeout: 15_000,
    // Of an address there is no server name to send (RFC 6066, section 3), and the client would send it all the same.
    ...(tls ? { tls, tlsServerName: !brokers.some((broker) => isIP(hostOf(broker)) !== 0) } : {}),
    ...(sasl ? { sasl: { ...sasl, password: () => sasl.password() } } : {}),
  };
}

function hostOf(broker: string): string {
  return broker.slice(0, broker.lastIndexOf(":"));
}

export function adminOf(settings: KafkaSettings): Admin {
  return new Admin(base(settings));
}

/** Idempotent, acknowledged by all replicas in sync; keys go to the partitions where Kafka's own client puts them. */
export function producerOf(settings: KafkaSettings): Producer {
  return new Producer({ ...base(settings), idempotent: true, partitioner: compatibilityPartitioner });
}

/** A member of a group once it joins; a mere reader until then. */
export function consumerOf(settings: KafkaSettings, group: string): Consumer {
  const { sessionMs } = settings;
  return new Consumer({
    ...base(settings),
    groupId: groupId(settings.prefix, group),
    sessionTimeout: sessionMs,
    rebalanceTimeout: Math.max(sessionMs, 60_000),
    heartbeatInterval: Math.min(3_000, Math.floor(sessionMs / 3)),
    protocols: [{ name: "waybill", version: 1 }],
    partitionAssigner: assignInTurn,
    autocommit: false,
  });
}
