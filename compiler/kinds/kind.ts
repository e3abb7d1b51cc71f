import type { Reporter } from "../diagnostics/diagnostic.ts";
import type { CheckedExpression, CheckUnit } from "../expressions/check.ts";
import type { CheckType, Model, Reference } from "../model/model.ts";
import type { Plan, PlanExpression, PlanLocation, PlanSchema, PlanType } from "../plan/plan.ts";
import type { YamlNode } from "../source/node.ts";
import type { Sources, Span } from "../source/source.ts";
import type { Kind, SpecDocument } from "./document.ts";

/**
 * All that Waybill knows about a kind, one folder each (`compiler/kinds/<kind>/`), listed in `compiler/kinds/index.ts`. The
 * passes call these in the list's order and know no kind by name; a kind leaves out what it has nothing to say to.
 */
export interface KindDefinition extends Kind {
  /** Link, first round: what stands by itself (schemas, tables). Sees the names of all documents, but no linked ones. */
  declare?(documents: readonly SpecDocument[], context: LinkContext): Partial<Model>;
  /** Link, second round: resolves every reference. `context.model` has all that was declared. */
  link?(documents: readonly SpecDocument[], context: LinkContext): Partial<Model>;
  /** Check: its expressions, for the one TypeScript program. Reports what can be told without their types. */
  units?(context: CheckContext): readonly CheckUnit[];
  /** Check: what only the types of the checked expressions tell. */
  judge?(checked: CheckedUnits, context: CheckContext): void;
  /** Its parts of the plan. Called only when there is no error. */
  lower?(context: LowerContext): Partial<Plan>;
}

/** By unit name, then expression id; an expression with an error is absent. */
export type CheckedUnits = ReadonlyMap<string, ReadonlyMap<string, CheckedExpression>>;

/** What a reference may name. `Contract` goes by `order@2`, everything else by its document's name. */
export interface Names {
  /** Every document that is valid, by kind and reference name: `Contract order@2`. */
  readonly documents: ReadonlyMap<string, SpecDocument>;
  /** The document of this kind and name; undefined, and reported with the near miss, where there is none. Silent where it exists but is broken. */
  find<Spec>(kind: string, name: string, span: Span): SpecDocument<Spec> | undefined;
  /** Remembers that an operation or webhook of a document is named here; `find` remembers the document itself. */
  mention(reference: Reference): void;
  /** Reports `text` as unknown, with the nearest of `known` as help and fix. `what` is read in the message: `operation of system "sap"`. */
  unknown(what: string, text: string, known: Iterable<string>, span: Span): void;
  isBroken(kind: string, name: string): boolean;
}

/** How a schema is to be called once it is read. */
export interface SchemaName {
  readonly type: PlanType;
  /** What errors call it: `order@2`, `shopify.ordersCreate`. */
  readonly label: string;
  readonly key?: readonly string[];
}

export interface LinkContext {
  readonly sources: Sources;
  readonly reporter: Reporter;
  readonly names: Names;
  /** In `declare` what earlier kinds declared, in `link` all of it. */
  readonly model: Model;
  /**
   * Reads a schema (inline, or `{ $ref }` to a file, a contract or a `waybill:` type) once: a second reading of the same file
   * or contract gives the first one's `PlanSchema`. Undefined where it has errors, which are reported.
   */
  schema(node: YamlNode, name: SchemaName): PlanSchema | undefined;
  /**
   * The schema that a reference in text names: `order@2`, `shopify.ordersCreate`, `sap.createSalesOrder.input` or `.output`; an
   * operation alone is its output to read from, its input to write to. Unknown ones are reported. Only in `link`.
   */
  schemaOf(reference: string, span: Span, side: "from" | "to"): PlanSchema | undefined;
  /** Line of a span, for what is written into generated code. */
  readonly at: (span: Span) => PlanLocation;
}

export interface CheckContext {
  readonly model: Model;
  readonly sources: Sources;
  readonly reporter: Reporter;
  /** How the check program names a schema's type. */
  readonly typeOf: CheckType;
  /** The type of a kind's `spec` as data, as TypeScript text of the check program. */
  readonly specType: (kind: string) => string | undefined;
  readonly at: (span: Span) => PlanLocation;
}

export interface LowerContext {
  readonly model: Model;
  readonly sources: Sources;
  readonly checked: CheckedUnits;
  /** A checked expression; throws where it is absent, which is a bug, since nothing is lowered with errors. */
  expression(unit: string, id: string): PlanExpression;
  /** A schema with all that is to be masked in it, also what only lineage knows to be personal. */
  readonly masked: (schema: PlanSchema) => PlanSchema;
  readonly at: (span: Span) => PlanLocation;
}
