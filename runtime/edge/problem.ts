import type { Violation } from "../validation/errors.ts";
import type { EdgeResponse } from "./request.ts";

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly Violation[];
  readonly run?: string;
}

/** An answer of `application/problem+json` (RFC 9457). `type` is `about:blank` where the status says it all. */
export function problem(
  { status, title, ...rest }: Problem,
  headers: Readonly<Record<string, string>> = {},
): EdgeResponse {
  return {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
    body: JSON.stringify({
      type: rest.errors ? "https://waybill.dev/problems/not-valid" : "about:blank",
      title,
      status,
      ...rest,
    }),
  };
}

/** Thrown by a handler's parts to answer with at once. */
export class Answered extends Error {
  readonly response: EdgeResponse;
  constructor(response: EdgeResponse) {
    super(`answered ${response.status}`);
    this.response = response;
  }
}

/** Ends a handler with a problem. */
export function refuse(of: Problem, headers: Readonly<Record<string, string>> = {}): never {
  throw new Answered(problem(of, headers));
}
