/** A place in a spec. The file is relative to the estate's folder; lines count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}
