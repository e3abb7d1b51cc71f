import type { Json } from "../contract/json.ts";
import type { Authentication, HmacVerification, SimulatedOperation } from "../contract/system.ts";

/** `build/simulation.json`: all that simulated systems answer by. */
export interface SimulationData {
  readonly operations: readonly SimulatedOperation[];
  /** How each system wants to be called. One that is not named takes any call. */
  readonly systems?: readonly {
    readonly name: string;
    readonly authentication?: Authentication;
    readonly csrfToken?: boolean;
  }[];
  readonly webhooks?: readonly {
    readonly system: string;
    readonly name: string;
    readonly verify?: HmacVerification;
    readonly payload?: Json;
  }[];
}

export interface SimulatedRequest {
  readonly method: string;
  /** Under the system: `/A_SalesOrder`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface SimulatedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A fault in place of an answer. */
  readonly instead?: "reset" | "silence";
}

/** What a simulated system got, oldest first: `GET /simulate/<system>/received`. */
export interface ReceivedCall {
  /** RFC 3339. */
  readonly at: string;
  /** Null where the system has no such operation. */
  readonly operation: string | null;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Json;
  /** Null where it was never answered. */
  readonly status: number | null;
  /** State was changed. */
  readonly effect: boolean;
  readonly attemptKey: string | null;
}

export interface Fault {
  readonly operation?: string;
  readonly kind: "status" | "delay" | "timeout" | "reset";
  readonly status?: number;
  /** Of a `status`: in place of a problem. */
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly delayMs?: number;
  /** Whether the call has its effect before it fails. Default before: it has none. */
  readonly effect?: "before" | "after";
  readonly times?: number;
  readonly forMs?: number;
}

/** Something a call created. */
export interface StoredObject {
  readonly operation: string;
  /** What its fields are found by: those of the request and of the answer. */
  readonly fields: { readonly [key: string]: Json };
  /** As a find shows it. */
  readonly entity: { readonly [key: string]: Json };
}
