/** What a command does: positional arguments in order, options by camelCase name; answers the exit code. */
export type Run = (
  values: readonly (string | readonly string[] | undefined)[],
  options: Options,
) => Promise<number>;

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandDefinition {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  /** commander's notation: `<file>`, `[name...]`, with a description. */
  readonly arguments?: readonly (readonly [string, string])[];
  readonly options?: readonly (readonly [string, string, string?])[];
  /** What follows `waybill`; variables may stand before it: `PORT=4001 run`. */
  readonly examples?: readonly string[];
  readonly load: () => Promise<Run>;
}

/** An option that is a text, or undefined. */
export function textOption(options: Options, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}
