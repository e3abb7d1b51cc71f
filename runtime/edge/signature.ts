import { createHmac, timingSafeEqual } from "node:crypto";
import type { HmacVerification } from "../contract/system.ts";

export interface Signed {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they came. */
  readonly body: Buffer;
  /** The address as the sender knows it, for schemes that sign it. */
  readonly url: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Why a signature does not hold; undefined where it does. Never says what would have been right. */
export function signatureFault(
  verification: HmacVerification,
  secret: string,
  signed: Signed,
): string | undefined {
  const header = signed.headers[verification.header.toLowerCase()];
  if (!header) return `${verification.header} is missing`;
  const given = read(verification, header);
  const timestamp =
    given.timestamp ??
    (verification.timestampHeader ? signed.headers[verification.timestampHeader.toLowerCase()] : undefined);
  const stale = timestampFault(verification, timestamp, signed.now);
  if (stale) return stale;
  const id = verification.idHeader ? signed.headers[verification.idHeader.toLowerCase()] : undefined;
  if (verification.content.includes("{id}") && !id) return "the message's id is missing";
  const key = keyOf(verification, secret);
  if (key.length === 0) return "there is no secret";
  const right = digest(verification, key, {
    id: id ?? "",
    timestamp: timestamp ?? "",
    url: signed.url,
    body: signed.body,
  });
  return given.signatures.some((each) => same(each, right, verification.encoding))
    ? undefined
    : "the signature is wrong";
}

/** The headers a sender adds: what `send` and the simulated systems sign with, and tests are built on. */
export function sign(
  verification: HmacVerification,
  secret: string,
  message: { readonly id: string; readonly body: Buffer; readonly url: string; readonly now: number },
): Record<string, string> {
  const timestamp = String(Math.floor(message.now / 1000));
  const right = digest(verification, keyOf(verification, secret), { ...message, timestamp });
  const signature = right.toString(verification.encoding);
  const header = {
    plain: `${verification.prefix ?? ""}${signature}`,
    pairs: `${verification.timestampPair ?? "t"}=${timestamp},${verification.version ?? "v1"}=${signature}`,
    versioned: `${verification.version ?? "v1"},${signature}`,
  }[verification.format];
  return {
    [verification.header.toLowerCase()]: header,
    ...(verification.timestampHeader ? { [verification.timestampHeader.toLowerCase()]: timestamp } : {}),
    ...(verification.idHeader ? { [verification.idHeader.toLowerCase()]: message.id } : {}),
  };
}

/** The signatures in a header, and the timestamp where it carries one; of other versions than ours nothing. */
function read(
  verification: HmacVerification,
  header: string,
): { readonly signatures: readonly string[]; readonly timestamp?: string } {
  const { format, prefix = "", version = "v1", timestampPair = "t" } = verification;
  if (format === "plain")
    return { signatures: header.startsWith(prefix) ? [header.slice(prefix.length).trim()] : [] };
  const separator = format === "pairs" ? "=" : ",";
  const parts = header.split(format === "pairs" ? "," : " ").map((part) => {
    const at = part.indexOf(separator);
    return { name: part.slice(0, at).trim(), value: part.slice(at + 1).trim() };
  });
  const timestamp = format === "pairs" ? parts.find(({ name }) => name === timestampPair)?.value : undefined;
  return {
    signatures: parts.filter(({ name }) => name === version).map(({ value }) => value),
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

function timestampFault(
  { content, toleranceSeconds = 300 }: HmacVerification,
  timestamp: string | undefined,
  now: number,
): string | undefined {
  if (!content.includes("{timestamp}")) return undefined;
  if (timestamp === undefined) return "the timestamp is missing";
  if (!/^\d+$/.test(timestamp)) return "the timestamp is no number";
  return Math.abs(Math.floor(now / 1000) - Number(timestamp)) > toleranceSeconds
    ? "the timestamp is too far off"
    : undefined;
}

function keyOf({ secretFormat, secretPrefix = "" }: HmacVerification, secret: string): Buffer {
  const bare = secretPrefix && secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret;
  return Buffer.from(bare, secretFormat === "base64" ? "base64" : "utf8");
}

function digest(
  { algorithm, content }: HmacVerification,
  key: Buffer,
  values: { readonly id: string; readonly timestamp: string; readonly url: string; readonly body: Buffer },
): Buffer {
  const hmac = createHmac(algorithm, key);
  for (const part of content.split(/(\{\w+\})/)) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    hmac.update(
      name !== undefined && Object.hasOwn(values, name) ? values[name as keyof typeof values] : part,
    );
  }
  return hmac.digest();
}

function same(given: string, right: Buffer, encoding: "base64" | "hex"): boolean {
  // Node's decoder skips what is no base64, and stops at a padding: `right, wrong` would hold.
  if (!(encoding === "hex" ? /^[\da-f]+$/i : /^[\w+/-]+={0,2}$/).test(given)) return false;
  const bytes = Buffer.from(given, encoding);
  return bytes.length === right.length && timingSafeEqual(bytes, right);
}
