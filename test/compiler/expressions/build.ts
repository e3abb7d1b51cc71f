import type { CheckStatement, Expected } from "../../../compiler/expressions/check.ts";
import { checkExpressions } from "../../../compiler/expressions/index.ts";
import type { YamlScalar } from "../../../compiler/source/node.ts";
import { positionAt, type SourceFile, type Sources } from "../../../compiler/source/source.ts";

/** An estate's types, as a schema of a contract and one of a system would be printed. */
export const types = `
declare namespace systems_shop {
  interface Line { readonly id: Integer; readonly sku?: string | null; readonly quantity: Integer; readonly price: Decimal; readonly weight: number; readonly name: string; }
  interface Order {
    readonly id: Integer;
    readonly name: string;
    readonly email?: string | null;
    readonly created_at: string;
    readonly currency: string;
    readonly total: Decimal;
    readonly total_text: string;
    readonly status: "paid" | "pending" | "refunded" | null;
    readonly line_items: readonly Line[];
    readonly address?: { readonly city: string; readonly zip?: string };
    readonly euros: Money<"EUR">;
    readonly dollars: Money<"USD">;
    readonly any: Money;
    readonly placed: Instant;
    readonly rate: number;
    readonly wired: Decimal<"text">;
    readonly priced: readonly { readonly price: Decimal<"number">; readonly name: string }[];
    readonly data: Json;
    readonly test: boolean;
  }
}
declare namespace contracts_order_1 {
  interface Order { readonly orderId: string; readonly total: Money; readonly note?: string; readonly lines: readonly Line[]; readonly status?: "open" | "paid"; }
  interface Line { readonly sku: string; readonly quantity: Decimal; readonly net?: Money; }
}
`;

/** A scalar that stands in a file by itself, its text being the file's. */
export function scalar(text: string, file = "spec.yaml"): YamlScalar {
  return {
    type: "scalar",
    span: { file, start: 0, end: text.length },
    text,
    style: "plain",
    offsetAt: (index) => index,
  };
}

export function sourcesOf(text: string, path = "spec.yaml"): Sources {
  const file: SourceFile = { path, text };
  return new Map([[path, file]]);
}

export function want(type: string, more: Partial<Expected> = {}): Expected {
  return { type, label: "field `x`", optional: false, ...more };
}

export interface Checked {
  readonly codes: readonly string[];
  readonly messages: readonly string[];
  /** `column-endColumn`, from 1, in the scalar's own text. */
  readonly places: readonly string[];
  readonly code?: string;
  readonly library?: readonly string[];
  readonly found?: ReturnType<ReturnType<typeof checkExpressions>["units"]["get"]> extends
    | ReadonlyMap<string, infer One>
    | undefined
    ? One
    : never;
}

/** Checks one expression with `source` in scope. */
export function check(
  text: string,
  expected?: Expected,
  before: readonly CheckStatement[] = [],
  demandsOf?: string,
): Checked {
  const node = scalar(text);
  const unit = {
    name: "unit",
    statements: [
      { do: "declare", name: "source", type: "systems_shop.Order" },
      ...before,
      {
        do: "expression",
        id: "it",
        node,
        ...(expected && { expected }),
        ...(demandsOf !== undefined && { demandsOf }),
      },
    ] satisfies readonly CheckStatement[],
  };
  const sources = sourcesOf(text);
  const file = sources.get("spec.yaml");
  const { units, diagnostics } = checkExpressions([unit], types, [], sources);
  const found = units.get("unit")?.get("it");
  return {
    codes: diagnostics.map((one) => one.code),
    messages: diagnostics.map((one) => `${one.message}${one.help ? ` | ${one.help}` : ""}`),
    places: diagnostics.map(({ span }) =>
      file ? `${positionAt(file, span.start).column}-${positionAt(file, span.end).column}` : "",
    ),
    ...(found && { code: found.expression.code, library: found.expression.library, found }),
  };
}
