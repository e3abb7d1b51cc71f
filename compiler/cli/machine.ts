/**
 * What is wrong with the machine and not with Waybill, in a line that says what to do; undefined where it is something else. Errors
 * are known by their name and code, since the runtime that throws them is not loaded for every command.
 */
export function machineProblem(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === "StartError") return error.message;
  if (!("code" in error)) return undefined;
  if (error.name === "StoreError")
    return error.code === "locked" ? `${error.message} For dev that is --data.` : error.message;
  const where = "port" in error ? `port ${String(error.port)}` : "the port";
  if (error.code === "EADDRINUSE")
    return `${where} is taken by another process: stop it, or choose another with --port`;
  if (error.code === "EACCES" && "port" in error)
    return `${where} may not be listened at: choose another with --port`;
  return undefined;
}
