/** How far time tables are. */

export interface ScheduleWrites {
  /** Known from now on, or known again with another time table: what passed before was never due. */
  schedule(name: string, table: string, at: number): null;
  /** The tick is over, with `skipped` more without a run. Refused as `moved` where the last one is not `from`. */
  ticked(name: string, from: number, to: number, skipped: number): null;
}

export interface ScheduleReads {
  schedules(): readonly ScheduleRow[];
}

export interface ScheduleRow {
  readonly name: string;
  readonly spec: string;
  readonly tick: number;
  readonly skipped: number;
}
