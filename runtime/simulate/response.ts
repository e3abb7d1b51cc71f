import type { Json } from "../contract/json.ts";
import type { Violation } from "../validation/errors.ts";
import type { SimulatedResponse } from "./data.ts";

export function jsonResponse(status: number, body: Json | undefined): SimulatedResponse {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

/** RFC 9457, whatever the vendor's own form is: refusals are told apart by status. */
export function problemResponse(
  status: number,
  title: string,
  errors: readonly Violation[],
): SimulatedResponse {
  const detail = errors.map(({ pointer, reason }) => `${pointer || "the whole"} ${reason}`).join("; ");
  const body = {
    type: "about:blank",
    title,
    status,
    ...(detail ? { detail, errors: errors.map((error) => ({ ...error })) } : {}),
  };
  return { status, headers: { "content-type": "application/problem+json" }, body: JSON.stringify(body) };
}
