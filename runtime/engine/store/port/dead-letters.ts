/** Dead letters. */

export interface LetterWrites {
  deadLetter(
    seq: number,
    owner: string | null,
    error: string,
    errorClass: string,
    step: string | null,
    file: string | null,
    line: number | null,
    at: number,
  ): null;
  /** The letter keeps the steps as they were. Refused as `moved` where it was closed before. */
  closeLetter(number: number, state: "redriven" | "discarded", steps: string): null;
  rewriteLetter(number: number, error: string, steps: string | null): null;
}

export interface LetterReads {
  deadLetter(number: number): DeadLetterRow | undefined;
  deadLetters(
    state: string | null,
    route: string | null,
    after: number,
    limit: number,
  ): readonly DeadLetterRow[];
  /** As `deadLetters`, without the heavy columns. */
  letterHeads(
    state: string | null,
    route: string | null,
    after: number,
    limit: number,
  ): readonly LetterHead[];
  openLetter(seq: number): number | undefined;
  lettersOf(seq: number): readonly DeadLetterRow[];
  openDeadLetters(): readonly {
    readonly route: string;
    readonly owner: string | null;
    readonly count: number;
  }[];
}

export interface DeadLetterRow {
  readonly number: number;
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly lane: string | null;
  readonly acceptedAt: number;
  readonly owner: string | null;
  readonly at: number;
  readonly class: string;
  readonly error: string;
  readonly step: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly state: "open" | "redriven" | "discarded";
  /** Whose steps the run has done. */
  readonly build: string;
  readonly input: string;
  /** JSON list of step records once the letter is closed; null while open (the run's own steps are the truth). */
  readonly steps: string | null;
}

export interface LetterHead {
  readonly number: number;
  readonly seq: number;
  readonly token: string;
  readonly route: string;
  readonly owner: string | null;
  readonly at: number;
  readonly class: string;
  readonly state: string;
}
