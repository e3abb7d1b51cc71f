import type { FailureClass } from "./failure.ts";
import type { Json } from "./json.ts";
import type { SourceLocation } from "./location.ts";
import type { Contract } from "./validator.ts";

export type Authentication =
  | { readonly kind: "header"; readonly name: string; readonly secret: string; readonly prefix?: string }
  | { readonly kind: "basic"; readonly secret: string }
  | { readonly kind: "bearer"; readonly secret: string }
  | {
      readonly kind: "oauth2Client";
      readonly tokenUrl: string;
      readonly secret: string;
      readonly scope?: string;
      readonly audience?: string;
    };

/** What counts as which failure: HTTP statuses and `connection`, `timeout`, `reset`. */
export type FailureTable = Readonly<
  Partial<Record<FailureClass, readonly (number | "connection" | "timeout" | "reset")[]>>
>;

export interface System {
  readonly name: string;
  readonly at: SourceLocation;
  readonly type: string;
  /** By environment: a URL, or `simulated`. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly authentication?: Authentication;
  /** Fetches SAP's token with `X-CSRF-Token: Fetch` and its cookies, sends both with what changes state, fetches anew after a 403 that asks for it. */
  readonly csrfToken?: boolean;
  readonly limits?: {
    readonly ratePerSecond?: number;
    readonly burst?: number;
    readonly concurrency?: number;
  };
  readonly failures: FailureTable;
}

export interface HttpRequest {
  readonly method: string;
  /** Encoded, relative to the endpoint. */
  readonly path: string;
  /** Names and values before encoding; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly as?: "json" | "form" | "xml";
}

/** An operation of a system. `Input` is what a route gives to `with`: the body's type, or the parameters, or both. */
export interface Operation<Input, Output> {
  readonly kind: "operation";
  readonly system: System;
  readonly name: string;
  readonly at: SourceLocation;
  readonly input?: Contract<Input>;
  request(input: Input): HttpRequest;
  /** Expected statuses, each with the contract of its body; without one the body is not read. */
  readonly responses: Readonly<Record<number, Contract<Output> | undefined>>;
  readonly idempotent: Idempotence<Input, Output>;
}

export type Idempotence<Input, Output> =
  | { readonly by: "nature" }
  | { readonly by: "header"; readonly header: string }
  | { readonly by: "nothing" }
  | {
      readonly by: "verify";
      /** Looks whether an attempt of unknown outcome had its effect. `call` runs the other operation with the same client and policy. */
      verify(input: Input, call: CallOperation): Promise<Output | undefined>;
      readonly settleMs?: number;
    };

export type CallOperation = <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;

/** How a webhook's sender proves itself. All schemes are one HMAC described by data. */
export interface HmacVerification {
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly header: string;
  readonly encoding: "base64" | "hex";
  readonly secret: string;
  /** What is signed: `{body}`, `{timestamp}.{body}`, `{id}.{timestamp}.{body}`, `{url}{body}`. */
  readonly content: string;
  /** The header's form. plain: the signature itself. pairs: `t=…,v1=…` (Stripe). versioned: `v1,… v1,…` (Standard Webhooks). */
  readonly format: "plain" | "pairs" | "versioned";
  readonly version?: string;
  readonly prefix?: string;
  readonly timestampHeader?: string;
  /** In a `pairs` header, the name that carries the timestamp. */
  readonly timestampPair?: string;
  readonly idHeader?: string;
  /** Seconds a timestamp may be off, either way. */
  readonly toleranceSeconds?: number;
  /** The secret's own form: text as is, or base64 after an optional prefix (`whsec_`). */
  readonly secretFormat: "text" | "base64";
  readonly secretPrefix?: string;
}

export interface Webhook<Payload> {
  readonly kind: "webhook";
  readonly system: System;
  readonly name: string;
  readonly at: SourceLocation;
  readonly verify?: HmacVerification;
  readonly payload: Contract<Payload>;
  /** The sender's own id of this message. Header names are lower case. */
  id?(headers: Readonly<Record<string, string | undefined>>, payload: Payload): string | undefined;
}

/** What the simulator needs beside the operations: plain data, used under `dev`, `test` and `simulate` only. */
export interface SimulatedOperation {
  readonly system: string;
  readonly name: string;
  readonly method: string;
  /** With `{name}` for parameters: `/A_SalesOrder/{id}`. */
  readonly path: string;
  /** Query parameters whose presence selects this operation among several of one path. */
  readonly query?: Readonly<Record<string, string>>;
  readonly as: "json" | "form" | "xml";
  readonly input?: Json;
  readonly responses: Readonly<
    Record<string, { readonly schema?: Json; readonly examples?: readonly Json[] }>
  >;
  /** `verify`'s other side: a read operation that finds what this one created. */
  readonly creates?: { readonly foundBy: string };
  readonly idempotencyHeader?: string;
}
