import { StoreError, type StoreErrorCode } from "../port.ts";

/** SQLite's primary result codes, https://sqlite.org/rescode.html; the extended ones hold them in their low byte. */
const meanings: Readonly<Record<number, { readonly code: StoreErrorCode; readonly says: string }>> = {
  5: {
    code: "locked",
    says: "another process has this store open. One process owns a store: stop the other one, or give this one another WAYBILL_DATA",
  },
  6: { code: "locked", says: "another connection has this store open" },
  8: { code: "read-only", says: "the store's file or its folder may not be written to" },
  10: { code: "unreadable", says: "the disk failed to read or write" },
  11: {
    code: "unreadable",
    says: "the store's file is damaged. Put a copy in its place, as `waybill backup` makes them",
  },
  13: { code: "full", says: "the disk is full" },
  14: {
    code: "read-only",
    says: "the store's file can not be opened or made: it must be a file, in a folder that may be written to",
  },
  26: {
    code: "unreadable",
    says: "the file is no store of Waybill's: move it away, or set another WAYBILL_DATA",
  },
};

/** Any error as a `StoreError`, with what to do about it. */
export function storeError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const number =
    error instanceof Error && "errcode" in error && typeof error.errcode === "number"
      ? error.errcode & 0xff
      : -1;
  const meaning = meanings[number];
  if (meaning === undefined) return new StoreError("refused", `${file}: ${message}`);
  return new StoreError(meaning.code, `${file}: ${meaning.says} (${message}).`);
}
