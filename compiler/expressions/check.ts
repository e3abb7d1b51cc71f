import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { PlanExpression, PlanSchema } from "../plan/plan.ts";
import type { Shape } from "../schema/shape.ts";
import type { YamlNode, YamlScalar } from "../source/node.ts";
import type { Span } from "../source/source.ts";

/**
 * What the expression checker is given: units (a mapping, a route, an operation …), each a small program of declarations,
 * expressions and blocks. All units are checked in one TypeScript program.
 */
export interface CheckUnit {
  /** Unique: `mapping shopify-order-to-order`. */
  readonly name: string;
  readonly statements: readonly CheckStatement[];
}

export type CheckStatement =
  /** A name in scope with its type, as TypeScript text of the check program. */
  | { readonly do: "declare"; readonly name: string; readonly type: string }
  | {
      readonly do: "expression";
      /** Unique in the unit. */
      readonly id: string;
      readonly node: YamlScalar;
      /** What the value must be; absent: anything. */
      readonly expected?: Expected;
      /** Name for later statements, typed by the expression. */
      readonly bind?: string;
      /** The bound name may be missing (a step with `when`). */
      readonly bindOptional?: boolean;
      /** A condition over the object of this name: what it demands of it at least is wanted too (`CheckedExpression.demanded`). */
      readonly demandsOf?: string;
    }
  /** The statements of `body` see `as` (an item of the list that expression `of` gives) and `index` (a number). */
  | {
      readonly do: "each";
      readonly of: string;
      readonly as: string;
      readonly index?: string;
      readonly body: readonly CheckStatement[];
      /** The id of an expression in `body` (not in a scope within it): after the loop `bind` names the list of its values, one an item. Without `value`, `bind` is not given. */
      readonly value?: string;
      readonly bind?: string;
      /** That list may be missing (an each step with `when`). */
      readonly bindOptional?: boolean;
    }
  /** In `body` the name `as`, an item until here, is a group of such items (`groupBy` of a mapping): `{ readonly key: Key; readonly items: readonly Item[] }`, where `Key` is the type of the expression with the id `key`. */
  | {
      readonly do: "group";
      readonly as: string;
      readonly key: string;
      readonly body: readonly CheckStatement[];
    }
  /** A scope of its own that runs beside others: `as` is bound to an object of the names in `gives`, which `body` binds. With `when`, the id of a condition that holds inside. */
  | {
      readonly do: "branch";
      readonly when?: string;
      readonly body: readonly CheckStatement[];
      readonly gives: readonly string[];
      readonly as: string;
    }
  /** A scope of its own: names bound inside are not seen after it. With `when`, the id of a condition that narrows inside. */
  | {
      readonly do: "block";
      readonly when?: string;
      readonly body: readonly CheckStatement[];
      /** Nothing after the block runs once it is entered (it ends with `end` or `fail`), so that after it `when` is known to be false. */
      readonly ends?: true;
    }
  | GiveStatement;

/** A place of a schema that a value is for: `Target` of `compiler/values`, as far as the flow of values asks for it. */
export interface GivenTo {
  /** Names followed, null taken off. */
  readonly shape: Shape;
  readonly declared: Shape;
  readonly schema: PlanSchema;
  /** Names from the schema's root; empty for the root. */
  readonly path: string;
  readonly optional: boolean;
}

/** No expression of its own to check: says for the flow of values (`compiler/analysis/flow`) what a place is given that no expression gives as it is. */
export type GiveStatement = {
  readonly do: "give";
  readonly to: GivenTo;
  readonly node: YamlNode;
} & (
  | { readonly how: "constant"; readonly json: unknown }
  /** One of several values, by the value of the expression `by`; what each is, is given by statements of its own. */
  | {
      readonly how: "match";
      readonly by: string;
      readonly cases: readonly {
        readonly key: string;
        readonly gives: string | undefined;
        readonly node: YamlNode;
      }[];
    }
  /** What another system calls what the expression `by` gives. */
  | { readonly how: "lookup"; readonly by: string; readonly crosswalk: string; readonly optional: boolean }
  /** A list made of the items of the list `by`; `fewer` where it may have fewer: down to one of any number (`groupBy`), or to none (`where`). */
  | { readonly how: "list"; readonly by: string; readonly fewer?: "one" | "none" }
);

export interface Expected {
  /** TypeScript text in the check program: `boolean`, `contracts_order_2.Order["lines"][number]["net"]`. */
  readonly type: string;
  /** Where known: what the value is converted to when printed (an integer or a numeric text into a decimal, a decimal into a JSON number). */
  readonly shape?: Shape;
  /** For messages: "field `net`", "`when`". */
  readonly label: string;
  /** May be missing or null (the field is left out then). */
  readonly optional: boolean;
  /** Where the target says it, for `related`. */
  readonly span?: Span;
  /** The place of a schema that the value goes to. */
  readonly target?: GivenTo;
}

/** What is known of a checked expression. */
export interface CheckedExpression {
  readonly expression: PlanExpression;
  /** The value may be undefined or null. */
  readonly mayBeMissing: boolean;
  /** TypeScript's text for the type, for messages. */
  readonly typeText: string;
  /** The literal values it can have, where the type is a union of literals (for `match`). Null listed as `mayBeNull`. */
  readonly literals?: readonly (string | number | boolean)[];
  readonly mayBeNull: boolean;
  readonly isList: boolean;
  /** With `demandsOf`: a field of the object that must equal a value which does not read the object, where there is one. */
  readonly demanded?: { readonly path: readonly string[]; readonly value: PlanExpression };
}

export interface CheckResult {
  /** By unit name, then expression id. An expression with an error is absent. */
  readonly units: ReadonlyMap<string, ReadonlyMap<string, CheckedExpression>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A Function of the estate, callable in expressions by its camelCase name. */
export interface CheckFunction {
  readonly name: string;
  readonly input: PlanSchema;
  readonly output: PlanSchema;
}
