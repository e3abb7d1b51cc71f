import { readFileSync } from "node:fs";
import { type Credentials, credentialsIn } from "../../contract/credentials.ts";

type Variables = Readonly<Record<string, string | undefined>>;

const mechanisms = {
  plain: "PLAIN",
  "scram-sha-256": "SCRAM-SHA-256",
  "scram-sha-512": "SCRAM-SHA-512",
} as const;

export interface KafkaSettings {
  /** `host:port`. */
  readonly brokers: readonly string[];
  /** What the names of topics and groups begin with. */
  readonly prefix: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: (typeof mechanisms)[keyof typeof mechanisms];
    readonly username: string;
    /** Asked for at each connection, so that it rotates. */
    password(): string;
  };
  readonly topics: {
    /** Whether topics that are missing are created. */
    readonly create: boolean;
    readonly partitions: number;
    readonly replicas: number;
  };
  /** After how long without a word of it a member of a group is dead, milliseconds. */
  readonly sessionMs: number;
}

/**
 * What `WAYBILL_KAFKA` and `WAYBILL_KAFKA_…` say, or all that is wrong with it.
 * `current` reads a variable that may be in a file and may change, as the credentials.
 */
export function kafkaSettingsOf(
  variables: Variables,
  current: (variable: string) => string | undefined,
): { readonly settings: KafkaSettings } | { readonly reasons: readonly string[] } {
  const said = (name: string): string | undefined => variables[`WAYBILL_KAFKA_${name}`] || undefined;
  const reasons: string[] = [];
  const oneOf = <Word extends string>(name: string, words: readonly Word[], fallback: Word): Word => {
    const word = said(name) ?? fallback;
    const found = words.find((one) => one === word);
    if (found === undefined) reasons.push(`WAYBILL_KAFKA_${name} is ${words.join(" or ")}, not ${word}`);
    return found ?? fallback;
  };
  const count = (name: string, fallback: number): number => {
    const word = said(name);
    if (word !== undefined && !/^[1-9]\d{0,5}$/.test(word))
      reasons.push(`WAYBILL_KAFKA_${name} is a whole number above 0, not ${word}`);
    return Number(word ?? fallback);
  };
  const file = (name: string): string | undefined => {
    const path = said(name);
    try {
      return path === undefined ? undefined : readFileSync(path, "utf8");
    } catch (error) {
      reasons.push(`WAYBILL_KAFKA_${name}: ${(error as Error).message}`); // the disk's
      return undefined;
    }
  };
  const brokers = (variables["WAYBILL_KAFKA"] ?? "")
    .split(",")
    .flatMap((one) => (one.trim() === "" ? [] : [one.trim()]));
  if (brokers.length === 0) reasons.push("WAYBILL_KAFKA is missing: host:port, with commas between");
  for (const broker of brokers)
    if (!/^[^\s:]+:\d{1,5}$/.test(broker)) reasons.push(`WAYBILL_KAFKA: ${broker} is no host:port`);
  const prefix = said("PREFIX") ?? "waybill.";
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(prefix))
    reasons.push(
      "WAYBILL_KAFKA_PREFIX has letters, digits, dots, hyphens and underscores, at most a hundred",
    );

  const [ca, cert, key] = [file("CA_FILE"), file("CERT_FILE"), file("KEY_FILE")];
  if ((cert === undefined) !== (key === undefined))
    reasons.push("WAYBILL_KAFKA_CERT_FILE and WAYBILL_KAFKA_KEY_FILE go together");
  const tls = oneOf("TLS", ["true", "false"], ca || cert ? "true" : "false") === "true";
  const sasl = oneOf("SASL", ["none", "plain", "scram-sha-256", "scram-sha-512"], "none");
  const credentials = (): Credentials | undefined => credentialsIn(current("WAYBILL_KAFKA_CREDENTIALS"));
  const first = sasl === "none" ? undefined : credentials();
  if (sasl !== "none" && first === undefined)
    reasons.push("WAYBILL_KAFKA_CREDENTIALS, or the file WAYBILL_KAFKA_CREDENTIALS_FILE, is user:password");
  const settings: KafkaSettings = {
    brokers,
    prefix,
    ...(tls ? { tls: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) } } : {}),
    ...(sasl === "none" || first === undefined
      ? {}
      : {
          sasl: {
            mechanism: mechanisms[sasl],
            username: first.user,
            password: () => (credentials() ?? first).password,
          },
        }),
    topics: {
      create: oneOf("CREATE_TOPICS", ["yes", "no"], "yes") === "yes",
      partitions: count("PARTITIONS", 12),
      replicas: count("REPLICAS", 3),
    },
    sessionMs: count("SESSION_SECONDS", 30) * 1_000,
  };
  return reasons.length > 0 ? { reasons } : { settings };
}
