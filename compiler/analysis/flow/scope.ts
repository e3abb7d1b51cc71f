import type { ts } from "ts-morph";
import type { Currency } from "./currency.ts";
import type { Value } from "./value.ts";

/** What an evaluation finds that is wrong whatever the value is for. */
export interface Note {
  readonly kind: NoteKind;
  readonly node: ts.Node;
  readonly message: string;
  readonly help?: string;
  /** Of kind `currency`: the two that may differ; its message is the text of the expression. Of `currency-written`: the one that is written out, and the amount's field. */
  readonly currencies?: readonly [Currency, Currency];
}

export type NoteKind =
  | "unit"
  | "currency"
  | "currency-written"
  | "date-as-instant"
  | "zone-dropped"
  | "places-lost"
  | "never-accepted";

/** Where an expression stands: the names that it sees, and whom it tells what it finds. */
export interface Scope {
  /** The value of a name; undefined where there is none. */
  readonly names: (name: string) => Value | undefined;
  readonly note: (note: Note) => void;
  /** An operand that is compared with a literal, and what is known of it wherever it stands: no condition around it is counted. */
  readonly operand: (node: ts.Expression, value: Value) => void;
  /** A Function of the estate called by this name, given its argument. */
  readonly call: (name: string, argument: Value, node: ts.Node) => Value | undefined;
  readonly text: (node: ts.Node) => string;
  /** The value of an expression inside the one that is looked at. */
  readonly evaluate: (node: ts.Expression, scope: Scope) => Value;
  /** What a condition around the expression says of a field: its range, by the field's text. */
  readonly ranges?: ReadonlyMap<string, Range>;
  /** Currencies that a condition around the expression found to be the same. */
  readonly agreed?: readonly (readonly [string, string])[];
}

/** What a comparison with a number says of a field. */
export interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
  /** Not the bound itself. */
  readonly above?: number;
  readonly below?: number;
}

/** Two values that are added or compared have one unit. Gives it, where one is declared. */
export function reportUnits(left: Value, right: Value, node: ts.Node, scope: Scope): string | undefined {
  const [one, other] = [left.shape.unit, right.shape.unit];
  if (one === undefined || other === undefined) return one ?? other;
  if (one === other) return one;
  scope.note({
    kind: "unit",
    node,
    message: `\`${scope.text(node)}\` puts ${one} and ${other} together.`,
    help: `Convert one of the two first: multiply it by how many ${other} one ${one} has.`,
  });
  return undefined;
}
