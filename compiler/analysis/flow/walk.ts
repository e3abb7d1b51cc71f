import type { ts } from "ts-morph";
import type { CheckStatement, CheckUnit, GivenTo, GiveStatement } from "../../expressions/check.ts";
import { parseExpression } from "../../expressions/syntax.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { YamlNode, YamlScalar } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";
import type { CheckedUnit } from "../../values/prepared.ts";
import { targetOf } from "../../values/target.ts";
import { evaluate } from "./evaluate.ts";
import { indexOf } from "./methods.ts";
import { narrowed } from "./ranges.ts";
import type { Note, NoteKind, Scope } from "./scope.ts";
import { either } from "./shapes.ts";
import { valueOfType } from "./types.ts";
import { derived, fieldsOf, itemOf, plain, reshaped, rootOf, told, unknown, type Value } from "./value.ts";

/** A value that goes to a place of a schema. */
export interface Give {
  readonly to: GivenTo;
  readonly value: Value;
  readonly how: "value" | GiveStatement["how"];
  /** Where the spec says it. */
  readonly node: YamlNode;
  /** Of a constant: what it is. */
  readonly constant?: { readonly json: unknown };
  /** Of a `match`: its cases. */
  readonly match?: Extract<GiveStatement, { readonly how: "match" }>;
  /** Of a list: `where` may leave out every item. */
  readonly mayLeaveNone?: true;
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
  readonly currencies?: Note["currencies"];
}

/** What flows in a unit: a mapping, a route, an operation. */
export interface UnitFlow {
  readonly unit: string;
  readonly gives: readonly Give[];
  readonly reads: readonly Read[];
  readonly found: readonly Found[];
  /** What is compared with a literal in an expression, by its text. */
  readonly operands: Operands;
}

export type Operands = ReadonlyMap<YamlScalar, ReadonlyMap<string, Value>>;

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
  readonly nodes: Map<string, YamlScalar>;
  readonly gives: Give[];
  readonly reads: Read[];
  readonly found: Found[];
  readonly operands: Map<YamlScalar, Map<string, Value>>;
}

/** Where a statement stands: the names that it sees, and what the conditions around it say of them. */
interface Place {
  readonly names: Map<string, Value>;
  holds: Pick<Scope, "ranges" | "agreed">;
}

/** Follows a unit's statements in their order, each name in scope with what is known of it. */
export function walkUnit({ name, statements }: CheckUnit, checked: CheckedUnit, world: World): UnitFlow {
  const found = { gives: [], reads: [], found: [], operands: new Map() };
  const walk: Walk = { world, checked, values: new Map(), nodes: new Map(), ...found };
  follow(statements, { names: new Map(), holds: {} }, walk);
  return { unit: name, ...found };
}

function follow(statements: readonly CheckStatement[], place: Place, walk: Walk): void {
  for (const statement of statements) steps[statement.do](statement as never, place, walk); // the key tells which one it is
}

/** A scope of its own: what is bound in it is not seen after it. */
function inner({ names, holds }: Place, more: readonly (readonly [string, Value])[] = []): Place {
  return { names: new Map([...names, ...more]), holds };
}

type Step<Do> = (statement: Extract<CheckStatement, { readonly do: Do }>, place: Place, walk: Walk) => void;

const steps: { readonly [Do in CheckStatement["do"]]: Step<Do> } = {
  declare: ({ name, type }, { names }, { world }) => {
    names.set(name, valueOfType(type, world.schemaOfType));
  },
  expression: (statement, place, walk) => {
    const value = valueOf(statement.id, statement.node, place, walk);
    walk.values.set(statement.id, value);
    walk.nodes.set(statement.id, statement.node);
    const target = statement.expected?.target;
    if (target) walk.gives.push({ to: target, value, how: "value", node: statement.node });
    else walk.reads.push({ id: statement.id, value, node: statement.node });
    if (statement.bind !== undefined)
      place.names.set(statement.bind, statement.bindOptional ? { ...value, missing: true } : value);
  },
  each: (statement, place, walk) => {
    const list = walk.values.get(statement.of) ?? unknown;
    const within = inner(place, [[statement.as, itemOf({ ...list, missing: false })]]);
    if (statement.index !== undefined) within.names.set(statement.index, indexOf(list));
    follow(statement.body, within, walk);
    const item = statement.value === undefined ? undefined : walk.values.get(statement.value);
    if (statement.bind === undefined || !item) return;
    place.names.set(statement.bind, {
      ...derived([item], { kind: "list", items: item.shape }, statement.bindOptional === true),
      set: item.set,
      item,
    });
  },
  group: (statement, place, walk) => {
    const item = place.names.get(statement.as) ?? unknown;
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
    follow(statement.body, inner(place, [[statement.as, group]]), walk);
  },
  branch: (statement, place, walk) => {
    const within = inner(place);
    within.holds = holding(statement.when, true, within, walk);
    follow(statement.body, within, walk);
    const members = new Map(statement.gives.map((name) => [name, within.names.get(name) ?? unknown]));
    const given = derived([...members.values()], { kind: "object", properties: [] });
    place.names.set(statement.as, { ...given, members });
  },
  block: (statement, place, walk) => {
    const within = inner(place);
    within.holds = holding(statement.when, true, within, walk);
    follow(statement.body, within, walk);
    if (statement.ends) place.holds = holding(statement.when, false, place, walk);
  },
  give: (statement, _place, walk) => {
    walk.gives.push(given(statement, walk));
  },
};

/** What is known where a condition, an expression of the unit, holds or does not. */
function holding(when: string | undefined, holds: boolean, place: Place, walk: Walk): Place["holds"] {
  const node = when === undefined ? undefined : walk.nodes.get(when);
  const { parsed } = node && walk.checked.has(when ?? "") ? parseExpression(node.text.slice(1)) : {};
  if (!node || !parsed) return place.holds;
  const scope = {
    ...scopeOf(node, parsed.file, place, walk),
    note: () => undefined,
    operand: () => undefined,
    call: () => undefined,
  };
  const { ranges, agreed } = narrowed(scope, parsed.tree, holds);
  return { ...(ranges && { ranges }), ...(agreed && { agreed }) };
}

function given(statement: GiveStatement, walk: Walk): Give {
  const { to, node, how } = statement;
  if (how === "constant")
    return { to, node, how, value: plain({ kind: "any" }), constant: { json: statement.json } };
  const by = walk.values.get(statement.by) ?? unknown;
  if (how === "match")
    return { to, node, how, match: statement, value: { ...told([by], { kind: "any" }), shape: by.shape } };
  if (how === "lookup") {
    const value = { ...derived([by], { kind: "text" }, statement.optional || by.missing), set: by.set };
    return { to, node, how, crosswalk: statement.crosswalk, value };
  }
  const value = listed(by, statement.fewer);
  return { to, node, how, value, ...(statement.fewer === "none" && { mayLeaveNone: true }) };
}

/** Of a list only how many items it has, and which list decides that: what the items are made of is said one by one. */
function listed(by: Value, fewer: Extract<GiveStatement, { how: "list" }>["fewer"]): Value {
  const own = by.shape.kind === "list" ? (by.shape.minItems ?? 0) : 0;
  const minItems = fewer === "none" ? 0 : fewer === "one" ? Math.min(own, 1) : own;
  const about = { ...told([by], { kind: "list", items: { kind: "any" }, minItems }), missing: by.missing };
  return by.shape.kind === "list" ? about : reshaped(about, { kind: "any" });
}

function valueOf(id: string, node: YamlScalar, place: Place, walk: Walk): Value {
  // What has an error is not looked into: nothing sound could be said of it.
  if (!walk.checked.has(id)) return unknown;
  const { parsed } = parseExpression(node.text.slice(1));
  return parsed ? evaluate(parsed.tree, scopeOf(node, parsed.file, place, walk)) : unknown;
}

function scopeOf(node: YamlScalar, file: ts.SourceFile, { names, holds }: Place, walk: Walk): Scope {
  return {
    ...holds,
    evaluate,
    names: (name) => names.get(name),
    text: (part) => part.getText(file).replaceAll(/\s+/g, " "),
    note: ({ node: part, ...note }) => {
      const span = spanOf(part, file, node);
      if (walk.found.some((one) => one.span.start === span.start && one.kind === note.kind)) return;
      walk.found.push({ ...note, span });
    },
    operand: (part, value) => {
      const known = walk.operands.get(node) ?? new Map<string, Value>();
      const text = part.getText(file).replaceAll(/\s+/g, " ");
      const other = known.get(text); // of a name that is bound twice, what holds for both
      walk.operands.set(node, known.set(text, other ? either(other, value) : value));
    },
    call: (name, argument) => {
      const called = walk.world.functions.get(name);
      if (!called) return undefined;
      walk.gives.push({ to: targetOf(called.input), value: argument, how: "value", node });
      return { ...rootOf(called.output), chosenBy: fieldsOf([argument.chosenBy]) };
    },
  };
}

/** Positions of the tree count from one before its text, as the scalar's do from its `=`. */
function spanOf(part: ts.Node, file: ts.SourceFile, { span, text, offsetAt }: YamlScalar): Span {
  const [start, end] = [part.getStart(file), part.end].map((at) => Math.min(Math.max(at, 0), text.length));
  return {
    file: span.file,
    start: offsetAt(start ?? 0),
    end: offsetAt(Math.max((end ?? 1) - 1, 0)) + 1,
  };
}
