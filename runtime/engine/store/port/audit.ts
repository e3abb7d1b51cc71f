/** Who did what. */

/** Who did what to whom, and why. */
export type AuditWrite = [at: number, action: string, subject: string, by: string, detail: string];

export interface AuditWrites {
  audit(...audit: AuditWrite): null;
}

export interface AuditReads {
  audit(subject: string | null, limit: number): readonly AuditRow[];
}

export interface AuditRow {
  readonly number: number;
  readonly at: number;
  readonly action: string;
  readonly subject: string;
  readonly by: string;
  readonly detail: string;
}
