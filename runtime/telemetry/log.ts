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
