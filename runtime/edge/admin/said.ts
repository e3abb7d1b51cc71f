import { EngineRefusal } from "../../engine/port.ts";
import { jsonBody } from "../body.ts";
import { problem } from "../problem.ts";
import type { EdgeRequest, EdgeResponse } from "../request.ts";

/** A field of the body that is a text. */
export function wordOf(request: EdgeRequest, name: string): string | undefined {
  const value = fieldOf(request, name);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

export function flagOf(request: EdgeRequest, name: string): boolean {
  return fieldOf(request, name) === true;
}

/** Who decides, and why. The token is one for all: who it was is what they say. */
export function decisionOf(request: EdgeRequest): { readonly by: string; readonly reason?: string } {
  const reason = wordOf(request, "reason");
  return { by: wordOf(request, "by") ?? "admin", ...(reason === undefined ? {} : { reason }) };
}

/** What the engine refuses is an answer: 404 where there is no such thing, 409 where it is not in a state for it. */
export async function decided(decision: () => Promise<EdgeResponse>): Promise<EdgeResponse> {
  try {
    return await decision();
  } catch (error) {
    if (!(error instanceof EngineRefusal)) throw error;
    return problem({ status: error.code === "unknown" ? 404 : 409, title: error.message });
  }
}

/** `?limit=`, from 1 to 1000. */
export function limitOf(url: URL): number {
  return Math.min(Math.max(Number(url.searchParams.get("limit") ?? 100) || 100, 1), 1000);
}

function fieldOf(request: EdgeRequest, name: string): unknown {
  if (request.body.length === 0) return undefined;
  const { value } = jsonBody(request);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined; // an object, read field by field
}

export function numberOf(request: EdgeRequest, name: string): number | undefined {
  const value = fieldOf(request, name);
  return typeof value === "number" ? value : undefined;
}
