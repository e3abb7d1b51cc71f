import { environmentWords, labelsOf } from "../setting.ts";
import type { ResourceKind } from "./kind.ts";

/** Kafka by Strimzi's resources, where the environment lets it be installed: nodes that are controllers and brokers, and the cluster. */
export const kafkaKind: ResourceKind = {
  ofEnvironment: (setting) => {
    const install = setting.spec.engine === "distributed" ? setting.deploy.kafka?.install : undefined;
    if (install === undefined) return [];
    const { replicas = 3, storage = "10Gi" } = install;
    const words = [{ path: "", says: environmentWords(setting, "deploy.kafka") }];
    const metadata = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
      name,
      namespace: setting.dataNamespace,
      labels: { ...labelsOf(setting), ...labels },
    });
    const inSync = Math.max(1, Math.min(2, replicas - 1));
    return [
      {
        id: "environment/KafkaNodePool",
        object: {
          apiVersion: "kafka.strimzi.io/v1",
          kind: "KafkaNodePool",
          metadata: metadata("nodes", { "strimzi.io/cluster": "kafka" }),
          spec: {
            replicas,
            roles: ["controller", "broker"],
            storage: {
              type: "jbod",
              volumes: [{ id: 0, type: "persistent-claim", size: storage, kraftMetadata: "shared" }],
            },
          },
        },
        words,
      },
      {
        id: "environment/Kafka",
        object: {
          apiVersion: "kafka.strimzi.io/v1",
          kind: "Kafka",
          metadata: metadata("kafka"),
          spec: {
            kafka: {
              listeners: [{ name: "plain", port: 9092, type: "internal", tls: false }],
              config: {
                "default.replication.factor": Math.min(3, replicas),
                "offsets.topic.replication.factor": Math.min(3, replicas),
                "min.insync.replicas": inSync,
              },
            },
            entityOperator: { topicOperator: {} },
          },
        },
        after: ["environment/KafkaNodePool"],
        words,
      },
    ];
  },
};
