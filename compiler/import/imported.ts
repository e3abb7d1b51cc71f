/** What an import makes: files by path, and what the architect should look at. */
export interface Imported {
  readonly files: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
  /** The input cannot be read at all: why. There are no files then. */
  readonly error?: string;
}

export interface NamedText {
  /** A file's name. */
  readonly name: string;
  readonly text: string;
}

export function notImported(error: string): Imported {
  return { files: new Map(), notes: [], error };
}
