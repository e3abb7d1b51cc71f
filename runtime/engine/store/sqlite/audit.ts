import type { AuditReads, AuditRow, AuditWrite, AuditWrites } from "../port.ts";
import type { Connection } from "./connection.ts";

/** Who did what to whom: written in the commit of the deed. */
export function auditing(database: Connection): (...of: AuditWrite) => void {
  const insert = database.prepare(
    "INSERT INTO audit (at, action, subject, by, detail) VALUES (?, ?, ?, ?, ?)",
  );
  return (...of) => void insert.run(...of);
}

export function auditWrites(database: Connection): AuditWrites {
  const audit = auditing(database);
  return {
    audit(...of) {
      audit(...of);
      return null;
    },
  };
}

export function auditReads(database: Connection): AuditReads {
  const all = database.prepare("SELECT * FROM audit ORDER BY number DESC LIMIT ?");
  const one = database.prepare("SELECT * FROM audit WHERE subject = ? ORDER BY number DESC LIMIT ?");
  return {
    audit: (subject, limit) =>
      // As the table has them.
      (subject === null ? all.all(limit) : one.all(subject, limit)) as unknown as AuditRow[],
  };
}
