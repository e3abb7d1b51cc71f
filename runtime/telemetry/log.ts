export type Level = "debug" | "info" | "warn" | "error";

/** One line of JSON an event. Fields never hold payloads; what a message may have of one is redacted where it is made. */
export type Log = (level: Level, message: string, fields?: Readonly<Record<string, unknown>>) => void;

const order: readonly Level[] = ["debug", "info", "warn", "error"];

/** Writes to standard error, so that a command's own output stays machine-readable. */
export function createLog(
  least: Level,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  return (level, message, fields = {}) => {
    if (order.indexOf(level) < order.indexOf(least)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
  };
}

/**
 * What is said of an error that nobody expected: its name, its code, and where it was thrown. Not its message, which may quote what
 * a request held (`JSON.parse` does, and Node's `ERR_INVALID_ARG_TYPE`).
 */
export function bugFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...(code === undefined ? {} : { code }),
    stack: frames.map((frame) => frame.trim()),
  };
}
