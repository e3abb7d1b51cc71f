import pg from "pg";
import { StoreError, type StoreErrorCode } from "../port.ts";

/** SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html: whole codes, and classes by their first two characters. */
const meanings: Readonly<Record<string, { readonly code: StoreErrorCode; readonly says?: string }>> = {
  WB001: { code: "moved" },
  "25P03": { code: "unreadable", says: "the server gave up a transaction that stood still" },
  "25006": { code: "read-only", says: "the server takes no writes: it is a standby, or was made read-only" },
  "28": { code: "refused", says: "the server does not let this user in" },
  "3D000": { code: "refused", says: "there is no such database" },
  "42501": { code: "refused", says: "this user may not do that" },
  "53100": { code: "full", says: "the server's disk is full" },
  "53": { code: "unreadable", says: "the server lacks resources" },
  "57P": { code: "unreadable", says: "the server is stopping or starting" },
  "58": { code: "unreadable", says: "the server's disk failed" },
  "08": { code: "unreadable", says: "the connection was lost" },
};

/** What the server said, if it was the server; a lost connection has no such code. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The server carried out nothing and says so, and the same may succeed when it is asked again. */
export function mayRepeat(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01";
}

/** Nobody knows what became of what was asked. */
export function isLost(error: unknown): boolean {
  const state = sqlState(error);
  return state === undefined || state === "WB002" || state.startsWith("08") || state.startsWith("57P");
}

/** Any error as a `StoreError`, with what to do about it. `where` names the server without its secrets. */
export function storeError(error: unknown, where: string): StoreError {
  if (error instanceof StoreError) return error;
  const message = error instanceof Error && error.message !== "" ? error.message : String(error);
  const state = sqlState(error);
  const { code, says } =
    (state === undefined
      ? { code: "unreadable" as const, says: "PostgreSQL does not answer" }
      : (meanings[state] ?? meanings[state.slice(0, 3)] ?? meanings[state.slice(0, 2)])) ??
    ({ code: "refused" } as const);
  if (code === "moved") return new StoreError(code, message);
  return new StoreError(
    code,
    says === undefined ? `${where}: ${message}` : `${where}: ${says} (${message}).`,
  );
}
