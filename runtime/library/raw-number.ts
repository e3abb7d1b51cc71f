/** A number of a JSON body kept as its source text, because a double would lose digits: what `JSON.rawJSON` makes. */
export interface RawNumber {
  readonly rawJSON: string;
}

// ECMAScript 2027's JSON.rawJSON, which TypeScript 6 does not declare yet.
const json = JSON as JSON & {
  readonly rawJSON: (source: string) => RawNumber;
  readonly isRawJSON: (value: unknown) => value is RawNumber;
};

export const rawNumber = (source: string): RawNumber => json.rawJSON(source);

export const isRawNumber = (value: unknown): value is RawNumber =>
  typeof value === "object" && json.isRawJSON(value);
