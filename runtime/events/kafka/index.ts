/** Events on Apache Kafka, and how an environment says where it is. */
export { KafkaEvents, kafkaCapabilities } from "./events.ts";
export { type KafkaSettings, kafkaSettingsOf } from "./settings.ts";
