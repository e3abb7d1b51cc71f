import type { DurationText, ExpressionText, RateText, SchemaNode, Value, Waivable } from "../values.ts";

export interface SystemSpec extends Waivable {
  readonly type: string;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly authentication?: AuthenticationSpec;
  readonly limits?: { readonly rate?: RateText; readonly burst?: number; readonly concurrency?: number };
  readonly failures?: Readonly<
    Partial<
      Record<"transient" | "throttled" | "refused" | "unknown" | "invalid", readonly (number | string)[]>
    >
  >;
  readonly webhooks?: Readonly<Record<string, WebhookSpec>>;
  readonly operations?: Readonly<Record<string, OperationSpec | OverOperationSpec>>;
  readonly openapi?: { readonly document: string; readonly operations: readonly string[] };
}

export interface AuthenticationSpec {
  readonly header?: { readonly name: string; readonly secret: string; readonly prefix?: string };
  readonly basic?: { readonly secret: string };
  readonly bearer?: { readonly secret: string };
  readonly oauth2Client?: {
    readonly tokenUrl: string;
    readonly secret: string;
    readonly scope?: string;
    readonly audience?: string;
  };
  readonly mutualTls?: { readonly secret: string };
  readonly csrfToken?: boolean;
}

export interface WebhookSpec {
  /** One of: `hmac` (all of it as data), `stripe: { secret }`, `standardWebhooks: { secret }` (presets of the same data); `none: { reason }`. */
  readonly verify?: {
    readonly hmac?: HmacSpec;
    readonly stripe?: { readonly secret: string; readonly tolerance?: DurationText };
    readonly standardWebhooks?: { readonly secret: string; readonly tolerance?: DurationText };
    readonly none?: { readonly reason: string };
  };
  readonly id?: ExpressionText;
  readonly payload: SchemaNode;
}

/** Mirrors `HmacVerification` of the runtime; everything but the first four has a default. */
export interface HmacSpec {
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly header: string;
  readonly encoding: "base64" | "hex";
  readonly secret: string;
  readonly content?: string;
  readonly format?: "plain" | "pairs" | "versioned";
  readonly version?: string;
  readonly prefix?: string;
  readonly timestampHeader?: string;
  readonly timestampPair?: string;
  readonly idHeader?: string;
  readonly tolerance?: DurationText;
  readonly secretFormat?: "text" | "base64";
  readonly secretPrefix?: string;
}

export interface OperationSpec {
  /** Name to schema; an operation with parameters and a body takes `{ ...parameters, body }`, with a body alone the body, with parameters alone the parameters. */
  readonly parameters?: Readonly<Record<string, SchemaNode>>;
  readonly request: {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
    /** `/orders/{id}`: names in braces are parameters; or an expression. */
    readonly path: string;
    readonly query?: Readonly<Record<string, Value>>;
    readonly headers?: Readonly<Record<string, Value>>;
    readonly body?: SchemaNode;
    readonly as?: "json" | "form" | "xml";
  };
  /** By status: a schema, or nothing. */
  readonly response?: Readonly<Record<string, SchemaNode>>;
  readonly examples?: readonly Value[];
  readonly idempotent?:
    | boolean
    | { readonly header: string }
    | {
        readonly verify: string;
        readonly with?: Readonly<Record<string, Value>>;
        readonly found?: ExpressionText;
        readonly settle?: DurationText;
      };
}

/** What the spec says over an operation that is taken from the vendor's document, which cannot say it. */
export type OverOperationSpec = Omit<OperationSpec, "request" | "parameters"> & {
  readonly request?: undefined;
};

export function isWhole(operation: OperationSpec | OverOperationSpec): operation is OperationSpec {
  return operation.request !== undefined;
}
