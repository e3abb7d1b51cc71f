/** Short texts by area and key. */

export interface NoteWrites {
  /** Null forgets. */
  note(area: string, key: string, value: string | null): null;
}

export interface NoteReads {
  notes(area: string): readonly (readonly [key: string, value: string])[];
}
