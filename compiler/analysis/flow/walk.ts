import type { CheckStatement, CheckUnit, GivenTo, GiveStatement } from "../../expressions/check.ts";
import { parseExpression } from "../../expressions/syntax.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { YamlNode, YamlScalar } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";
import type { CheckedUnit } from "../../values/prepared.ts";
import { targetOf } from "../../values/target.ts";
import { evaluate } from "./evaluate.ts";
import type { NoteKind, Scope } from "./scope.ts";
import { valueOfType } from "./types.ts";
import { derived, fieldsOf, itemOf, plain, reshaped, rootOf, told, unknown, type Value } from "./value.ts";

/** A value that goes to a place of a schema. */
export interface Give {
  readonly to: GivenTo;
  readonly value: Value;
  readonly how: "value" | GiveStatement["how"];
  /** Where the spec says it. */
  readonly node: YamlNode;
  /** Of a `match`: its cases. */
  readonly match?: Extract<GiveStatement, { readonly how: "match" }>;
  /** Of a `lookup`: its crosswalk. */
  readonly crosswalk?: string;
}

/** An expression that goes to no place of a schema: a condition, a key, a list to walk. */
export interface Read {
  readonly id: string;
  readonly value: Value;
  readonly node: YamlScalar;
}

export interface Found {
  readonly kind: NoteKind;
  readonly span: Span;
  readonly message: string;
  readonly help?: string;
}

/** What flows in a unit: a mapping, a route, an operation. */
export interface UnitFlow {
  readonly unit: string;
  readonly gives: readonly Give[];
  readonly reads: readonly Read[];
  readonly found: readonly Found[];
}

/** What the walk asks of the estate. */
export interface World {
  readonly schemaOfType: (name: string) => PlanSchema | undefined;
  /** Functions by the name that expressions call them by. */
  readonly functions: ReadonlyMap<string, { readonly input: PlanSchema; readonly output: PlanSchema }>;
}

interface Walk {
  readonly world: World;
  readonly checked: CheckedUnit;
  readonly values: Map<string, Value>;
  readonly gives: Give[];
  readonly reads: Read[];
  readonly found: Found[];
}

type Names = Map<string, Value>;

/** Follows a unit's statements in their order, each name in scope with what is known of it. */
export function walkUnit({ name, statements }: CheckUnit, checked: CheckedUnit, world: World): UnitFlow {
  const walk: Walk = { world, checked, values: new Map(), gives: [], reads: [], found: [] };
  follow(statements, new Map(), walk);
  return { unit: name, gives: walk.gives, reads: walk.reads, found: walk.found };
}

function follow(statements: readonly CheckStatement[], names: Names, walk: Walk): void {
  for (const statement of statements) steps[statement.do](statement as never, names, walk); // the key tells which one it is
}

type Step<Do> = (statement: Extract<CheckStatement, { readonly do: Do }>, names: Names, walk: Walk) => void;

const steps: { readonly [Do in CheckStatement["do"]]: Step<Do> } = {
  declare: ({ name, type }, names, { world }) => {
    names.set(name, valueOfType(type, world.schemaOfType));
  },
  expression: (statement, names, walk) => {
    const value = valueOf(statement.id, statement.node, names, walk);
    walk.values.set(statement.id, value);
    const target = statement.expected?.target;
    if (target) walk.gives.push({ to: target, value, how: "value", node: statement.node });
    else walk.reads.push({ id: statement.id, value, node: statement.node });
    if (statement.bind !== undefined)
      names.set(statement.bind, statement.bindOptional ? { ...value, missing: true } : value);
  },
  each: (statement, names, walk) => {
    const list = walk.values.get(statement.of) ?? unknown;
    const inner = new Map(names).set(statement.as, itemOf({ ...list, missing: false }));
    if (statement.index !== undefined) inner.set(statement.index, plain({ kind: "integer", minimum: 0 }));
    follow(statement.body, inner, walk);
    const item = statement.value === undefined ? undefined : walk.values.get(statement.value);
    if (statement.bind === undefined || !item) return;
    names.set(statement.bind, {
      ...derived([item], { kind: "list", items: item.shape }, statement.bindOptional === true),
      set: item.set,
      item,
    });
  },
  group: (statement, names, walk) => {
    const item = names.get(statement.as) ?? unknown;
    const key = walk.values.get(statement.key) ?? unknown;
    const items: Value = {
      ...derived([item], { kind: "list", items: item.shape, minItems: 1 }),
      set: item.set,
      item,
    };
    const members = new Map([
      ["key", key],
      ["items", items],
    ]);
    const group = { ...derived([key, items], { kind: "object", properties: [] }), members };
    follow(statement.body, new Map(names).set(statement.as, group), walk);
  },
  branch: (statement, names, walk) => {
    const inner = new Map(names);
    follow(statement.body, inner, walk);
    const members = new Map(statement.gives.map((name) => [name, inner.get(name) ?? unknown]));
    const given = derived([...members.values()], { kind: "object", properties: [] });
    names.set(statement.as, { ...given, members });
  },
  block: (statement, names, walk) => {
    follow(statement.body, new Map(names), walk);
  },
  give: (statement, _names, walk) => {
    walk.gives.push(given(statement, walk));
  },
};

function given(statement: GiveStatement, walk: Walk): Give {
  const { to, node, how } = statement;
  if (how === "constant") return { to, node, how, value: plain({ kind: "any" }) };
  const by = walk.values.get(statement.by) ?? unknown;
  if (how === "match")
    return { to, node, how, match: statement, value: { ...told([by], { kind: "any" }), shape: by.shape } };
  if (how === "lookup") {
    const value = { ...derived([by], { kind: "text" }, statement.optional || by.missing), set: by.set };
    return { to, node, how, crosswalk: statement.crosswalk, value };
  }
  return { to, node, how, value: listed(by, statement.fewer) };
}

/** Of a list only how many items it has, and which list decides that: what the items are made of is said one by one. */
function listed(by: Value, fewer: boolean): Value {
  const own = by.shape.kind === "list" ? (by.shape.minItems ?? 0) : 0;
  // What `where` leaves out is left out on purpose: that this leaves none is not told.
  const minItems = fewer ? Math.min(own, 1) : own;
  const about = { ...told([by], { kind: "list", items: { kind: "any" }, minItems }), missing: by.missing };
  return by.shape.kind === "list" ? about : reshaped(about, { kind: "any" });
}

function valueOf(id: string, node: YamlScalar, names: Names, walk: Walk): Value {
  // What has an error is not looked into: nothing sound could be said of it.
  if (!walk.checked.has(id)) return unknown;
  const { parsed } = parseExpression(node.text.slice(1));
  if (!parsed) return unknown;
  const { tree, file } = parsed;
  const scope: Scope = {
    evaluate,
    names: (name) => names.get(name),
    text: (part) => part.getText(file).replaceAll(/\s+/g, " "),
    note: ({ kind, node: part, message, help }) => {
      const last = node.text.length - 1;
      // Positions of the tree count from one before its text, as the scalar's do from its `=`.
      const [start, end] = [part.getStart(file), part.end].map((at) => Math.min(Math.max(at, 0), last + 1));
      const span = {
        file: node.span.file,
        start: node.offsetAt(start ?? 0),
        end: node.offsetAt(Math.max((end ?? 1) - 1, 0)) + 1,
      };
      if (walk.found.some((one) => one.span.start === span.start && one.kind === kind)) return;
      walk.found.push({ kind, span, message, ...(help !== undefined && { help }) });
    },
    call: (name, argument) => {
      const called = walk.world.functions.get(name);
      if (!called) return undefined;
      walk.gives.push({ to: targetOf(called.input), value: argument, how: "value", node });
      return { ...rootOf(called.output), chosenBy: fieldsOf([argument.chosenBy]) };
    },
  };
  return evaluate(tree, scope);
}
