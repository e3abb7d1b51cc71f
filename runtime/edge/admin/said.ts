import { EngineRefusal } from "../../engine/port.ts";
import { jsonBody } from "../body.ts";
import { problem, refuse } from "../problem.ts";
import type { EdgeRequest, EdgeResponse } from "../request.ts";

interface Kinds {
  readonly text: string;
  readonly flag: boolean;
  readonly number: number;
}

type Fields = Readonly<Record<string, keyof Kinds>>;
type Said<F extends Fields> = { readonly [Name in keyof F]?: Kinds[F[Name]] };

const holds: { readonly [Kind in keyof Kinds]: (value: unknown) => boolean } = {
  text: (value) => typeof value === "string" && value.trim() !== "",
  flag: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number" && Number.isFinite(value),
};

const wanted: Readonly<Record<keyof Kinds, string>> = {
  text: "a text that is not empty",
  flag: "true or false",
  number: "a number",
};

/** Who decides, and why. */
export const deciding = { by: "text", reason: "text" } as const;

/**
 * What an order's body says, each field of its type. Whatever else it says is refused with 422: where a filter that was misspelled
 * counted as none, an order would mean all, and `"dryRun": "true"` no dry run.
 */
export function said<const F extends Fields>(request: EdgeRequest, fields: F): Said<F> {
  if (request.body.length === 0) return {};
  const { plain } = jsonBody(request);
  if (typeof plain !== "object" || plain === null || Array.isArray(plain))
    return refuse({ status: 422, title: "The body is an object" });
  const errors = Object.entries(plain).flatMap(([name, value]) => {
    const kind = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (kind !== undefined && holds[kind](value)) return [];
    const reason =
      kind === undefined ? `is not one of ${Object.keys(fields).join(", ")}` : `must be ${wanted[kind]}`;
    return [{ pointer: `/${name}`, reason }];
  });
  if (errors.length > 0) refuse({ status: 422, title: "The order says what is not understood", errors });
  return plain;
}

/** The token is one for all: who it was is what they say. */
export function decisionOf({ by = "admin", reason }: Said<typeof deciding>): {
  readonly by: string;
  readonly reason?: string;
} {
  return { by, ...(reason === undefined ? {} : { reason }) };
}

/** A moment as people write it (RFC 3339), in milliseconds. 422 for anything else: a wrong moment may mean everything. */
export function timeOf(text: string, name: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/i.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time))
    return refuse({ status: 422, title: `${name} is a time`, detail: "such as 2026-11-24T09:00:00Z" });
  return time;
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
  const text = url.searchParams.get("limit") ?? "100";
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1000)
    refuse({ status: 400, title: "limit is a number from 1 to 1000" });
  return Number(text);
}

/** What a list is asked by. Refuses what it is not: a filter that was misspelled would be answered with all. */
export function filtersOf(url: URL, ...names: readonly string[]): URLSearchParams {
  const unknown = url.searchParams.keys().find((name) => !names.includes(name));
  if (unknown !== undefined)
    refuse({ status: 400, title: `There is no filter ${unknown}`, detail: names.join(", ") });
  return url.searchParams;
}
