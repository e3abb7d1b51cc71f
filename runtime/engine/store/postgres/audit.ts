import type { AuditReads, AuditRow, AuditWrites } from "../port.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

/** What each audited write is given last, as the port's `AuditWrite`. */
export const auditGiven = ["_at bigint", "_action text", "_subject text", "_by text", "_detail text"];

/** Who did what to whom: written in the commit of the deed. */
export const auditStatement =
  'INSERT INTO waybill.audit (at, action, subject, "by", detail) VALUES (_at, _action, _subject, _by, _detail);';

export const auditOperations: Operations<keyof AuditWrites> = { audit: doing(auditGiven, auditStatement) };

const columns = 'number, at, action, subject, "by", detail';

export const auditReads: AreaReads<keyof AuditReads> = {
  audit: (query, subject, limit) =>
    subject === null
      ? query<AuditRow>(`SELECT ${columns} FROM waybill.audit ORDER BY number DESC LIMIT $1`, [limit])
      : query<AuditRow>(
          `SELECT ${columns} FROM waybill.audit WHERE subject = $1 ORDER BY number DESC LIMIT $2`,
          [subject, limit],
        ),
};
