import { readFileSync } from "node:fs";
import { credentialsIn } from "../../../contract/credentials.ts";
import type { PostgresSettings } from "./connection.ts";

type Variables = Readonly<Record<string, string | undefined>>;

const defaultPort = 5432;

/**
 * What `WAYBILL_POSTGRES` and `WAYBILL_POSTGRES_…` say, or all that is wrong with it.
 * `current` reads a variable that may be in a file and may change, as the credentials.
 */
export function postgresSettingsOf(
  variables: Variables,
  current: (variable: string) => string | undefined,
): { readonly settings: PostgresSettings } | { readonly reasons: readonly string[] } {
  const reasons: string[] = [];
  const address = /^([^\s:/]+)(?::(\d{1,5}))?$/.exec(variables["WAYBILL_POSTGRES"] ?? "");
  if (address === null) reasons.push("WAYBILL_POSTGRES is host:port");
  const tls = variables["WAYBILL_POSTGRES_TLS"] || "false";
  if (tls !== "true" && tls !== "false") reasons.push(`WAYBILL_POSTGRES_TLS is true or false, not ${tls}`);
  const credentials = () => credentialsIn(current("WAYBILL_POSTGRES_CREDENTIALS"));
  const first = credentials();
  if (first === undefined)
    reasons.push(
      "WAYBILL_POSTGRES_CREDENTIALS, or the file WAYBILL_POSTGRES_CREDENTIALS_FILE, is user:password",
    );
  const ca = read("WAYBILL_POSTGRES_CA_FILE");
  const [, host = "", port] = address ?? [];
  if (first === undefined || reasons.length > 0) return { reasons };
  return {
    settings: {
      host,
      port: Number(port ?? defaultPort),
      database: variables["WAYBILL_POSTGRES_DATABASE"] || "waybill",
      user: first.user,
      password: () => (credentials() ?? first).password,
      ...((tls === "true" || ca) && { tls: ca ? { ca } : {} }),
    },
  };

  function read(name: string): string | undefined {
    const path = variables[name];
    try {
      return path ? readFileSync(path, "utf8") : undefined;
    } catch (error) {
      reasons.push(`${name}: ${(error as Error).message}`); // the disk's
      return undefined;
    }
  }
}
