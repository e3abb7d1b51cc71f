/** What went wrong on the broker, in words that help whoever runs the process. */

/** An error whose message is for people as it stands. */
export class Told extends Error {}

/** What to look at, by Kafka's own name of an error, Node's code, or the client's words. */
const advice: readonly (readonly [sign: RegExp, look: string])[] = [
  [
    /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/,
    "WAYBILL_KAFKA_CA_FILE says whose signature under the broker's certificate is trusted",
  ],
  [/^SASL_AUTHENTICATION_FAILED$/, "WAYBILL_KAFKA_CREDENTIALS and WAYBILL_KAFKA_SASL"],
  [/^UNSUPPORTED_SASL_MECHANISM$/, "WAYBILL_KAFKA_SASL"],
  [/^Broker requires TLS/, "WAYBILL_KAFKA_TLS"],
  [/^TLS handshake failed/, "WAYBILL_KAFKA_TLS, or the port is of another listener"],
  [
    /^Connection closed/,
    "where that goes on, the broker may want a password (WAYBILL_KAFKA_SASL) or a certificate (WAYBILL_KAFKA_CERT_FILE)",
  ],
  [/_AUTHORIZATION_FAILED$/, "what the user must be allowed to do is in docs/guide/kafka.md"],
];

/** The innermost of what it says, behind the address it is about, with what to look at. */
export function said(error: unknown): string {
  const chain = chainOf(error);
  const told = chain.find((one) => one instanceof Told);
  if (told instanceof Told) return told.message;
  const inner = chain.at(-1);
  if (!(inner instanceof Error)) return String(inner);
  const connecting = chain.find(
    (one) => one instanceof Error && /^Connection to \S+ failed/.test(one.message),
  ) as Error | undefined; // found as one
  const [what] = inner.message.split("; ");
  const whole = connecting === undefined || connecting === inner ? what : `${connecting.message} ${what}`;
  const signs = chain.flatMap((one) => (one instanceof Error ? [nameOf(one), codeOf(one), one.message] : []));
  const look = advice.find(([sign]) => signs.some((word) => word !== undefined && sign.test(word)))?.[1];
  return look === undefined ? `${whole}` : `${whole} (${look})`;
}

/** Kafka's own name of what went wrong, wherever it stands among causes: `OFFSET_OUT_OF_RANGE`. */
export function isKafka(error: unknown, name: string): boolean {
  if (!(error instanceof Error)) return false;
  if (nameOf(error) === name) return true;
  if (error instanceof AggregateError && error.errors.some((one) => isKafka(one, name))) return true;
  return isKafka(error.cause, name);
}

/** Whether only a person can put it right: a name that may not do it, a topic that nobody here may make. A broker that is away is no such thing. */
export function isRefused(error: unknown): boolean {
  return chainOf(error).some(
    (one) =>
      (one instanceof Told && one.cause === undefined) ||
      (one instanceof Error && /_(?:AUTHORIZATION|AUTHENTICATION)_FAILED$|^POLICY_/.test(nameOf(one) ?? "")),
  );
}

/** From the outermost to what is behind it all: of several that went the same way, the last. */
function chainOf(error: unknown): readonly unknown[] {
  const chain: unknown[] = [error];
  for (;;) {
    const last = chain.at(-1);
    if (!(last instanceof Error)) return chain;
    const next: unknown =
      last instanceof AggregateError && last.errors.length > 0 ? last.errors.at(-1) : last.cause;
    if (next === undefined) return chain;
    chain.push(next);
  }
}

function nameOf(error: Error): string | undefined {
  return "apiId" in error && typeof error.apiId === "string" ? error.apiId : undefined;
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
