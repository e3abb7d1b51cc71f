import { StoreError } from "../engine/store/port.ts";
import { StartError } from "./settings.ts";

/** Why a service could not start, in words for who started it; undefined where it is a bug of Waybill's. */
export function startProblem(error: unknown): string | undefined {
  if (error instanceof StartError || error instanceof StoreError) return error.message;
  if (!(error instanceof Error && "code" in error)) return undefined;
  const port = "port" in error ? String(error.port) : "of PORT";
  if (error.code === "EADDRINUSE")
    return `port ${port} is taken by another process: stop it, or give this one another PORT`;
  if (error.code === "EACCES") return `port ${port} may not be listened at: set PORT to another`;
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return "WAYBILL_HOST is no address of this machine";
  return undefined;
}
