import type { Span } from "../source/source.ts";

/**
 * A JSON Schema as the rest of the compiler sees it: normalised, plain data, `$ref`s followed or named. What a schema says and
 * a shape cannot is a diagnostic where the schema is read, never a silent `any`.
 */
export type Shape =
  | TextShape
  | NumberShape
  | DecimalShape
  | MoneyShape
  | InstantShape
  | BooleanShape
  | NullShape
  | ObjectShape
  | ListShape
  | UnionShape
  | ReferenceShape
  | AnyShape;

interface Common {
  readonly description?: string;
  /** `x-personal`: the class of personal data. */
  readonly personal?: string;
  /** `x-unit`. */
  readonly unit?: string;
  /** Where the schema says it, for diagnostics and for comments in generated code. */
  readonly span?: Span;
}

export interface TextShape extends Common {
  readonly kind: "text";
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** The values of an `enum` or `const`. */
  readonly values?: readonly string[];
}

export interface NumberShape extends Common {
  readonly kind: "integer" | "number";
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly number[];
  /** Decimal places at most, where `multipleOf` says so: of `0.01` two. */
  readonly places?: number;
}

/** `$ref: waybill:decimal` (text on the wire), or `type: string|number|[string, number]` with `format: decimal`. */
export interface DecimalShape extends Common {
  readonly kind: "decimal";
  readonly wire: "text" | "number" | "either";
  readonly minimum?: number;
  readonly maximum?: number;
  /** Decimal places at most, where `multipleOf` says so: of `0.01` two. */
  readonly places?: number;
}

/** `{ amount, currency }`, amount a decimal in text. `currency` where a schema fixes it. */
export interface MoneyShape extends Common {
  readonly kind: "money";
  readonly currency?: string;
}

/** RFC 3339 date-time with an offset. `waybill:instant` only: a system's `format: date-time` text stays text until `instant()`. */
export interface InstantShape extends Common {
  readonly kind: "instant";
}

export interface BooleanShape extends Common {
  readonly kind: "boolean";
  readonly value?: boolean;
}

export interface NullShape extends Common {
  readonly kind: "null";
}

export interface ObjectShape extends Common {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /** What other properties may hold; `false` where none may be, absent where the schema leaves it open (allowed, not typed). */
  readonly additional?: Shape | false;
}

export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
}

export interface ListShape extends Common {
  readonly kind: "list";
  readonly items: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** `oneOf`, `anyOf`, several `type`s. Null among them is an option like the others. */
export interface UnionShape extends Common {
  readonly kind: "union";
  readonly options: readonly Shape[];
}

/** A shape with a name of its own (`$defs`, another file, recursion), by its key in `NamedShapes`. */
export interface ReferenceShape extends Common {
  readonly kind: "reference";
  readonly name: string;
}

/** A schema that says `true`, or says nothing at all: any JSON, to be passed on whole. */
export interface AnyShape extends Common {
  readonly kind: "any";
}

/** One schema document read: its own shape, and the named shapes it refers to. Names are PascalCase, unique in this set. */
export interface ShapeSet {
  /** The name of the root type: `Order`, `ShopifyOrdersCreate`. */
  readonly root: string;
  readonly shapes: Readonly<Record<string, Shape>>;
  /** The JSON Schema with every `$ref` resolved into its own `$defs`, `waybill:` types spelt out: what `ajv` compiles. */
  readonly schema: unknown;
}
