import { collectDiagnostics } from "../../diagnostics/collector.ts";
import type { PassResult } from "../../diagnostics/diagnostic.ts";
import type { ParsedDocument, SpecDocument } from "../../kinds/document.ts";
import { kinds as allKinds } from "../../kinds/index.ts";
import type { KindDefinition, LinkContext } from "../../kinds/kind.ts";
import { compareText } from "../../kinds/order.ts";
import { checkMetadata } from "../../kinds/references.ts";
import type { Model } from "../../model/model.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import { lineOf, type Sources } from "../../source/source.ts";
import { contractsWithin } from "./contracts-within.ts";
import { keptModel } from "./kept.ts";
import { reportLater } from "./later.ts";
import { collectNames, referenceName } from "./names.ts";
import { schemaReference } from "./schema-reference.ts";
import { schemaReader } from "./schemas.ts";

export interface LinkInput {
  readonly parsed: readonly ParsedDocument[];
  readonly documents: readonly SpecDocument[];
  readonly sources: Sources;
}

/**
 * Makes one model of all documents: every reference can be asked for, every schema is read. What does not exist is reported
 * with its near miss; references to a document that is broken itself say nothing, for the document says it.
 */
export function link(input: LinkInput, kinds: readonly KindDefinition[] = allKinds): PassResult<Model> {
  const reporter = collectDiagnostics();
  const later = new Set([...reportLater(input.parsed, kinds, reporter)].map(({ node }) => node));
  // A document that says what this version cannot do is told so and left alone.
  const usable = input.documents.filter(({ node }) => !later.has(node)).sort(byReferenceName);
  const names = collectNames(
    input.parsed,
    usable,
    kinds.map(({ name }) => name),
    reporter,
  );
  const documents = [...names.documents.values()];

  let model: Model = { ...emptyModel, documents, broken: names.broken };
  const schemas = schemaReader(input.sources, names, reporter);
  const context: LinkContext = {
    sources: input.sources,
    reporter,
    names,
    get model() {
      return model;
    },
    schema: schemas.read,
    schemaOf: (reference, span, side) => schemaReference(reference, span, side, context),
    at: (span) => lineOf(span, input.sources),
  };

  const ofKind = (kind: KindDefinition) => documents.filter((document) => document.kind === kind.name);
  for (const kind of kinds) model = { ...model, ...kind.declare?.(ofKind(kind), context) };
  if (!model.estate) reportNoEstate(input, context);
  for (const document of documents) checkMetadata(document, context);
  for (const kind of kinds) model = { ...model, ...kind.link?.(ofKind(kind), context) };
  for (const document of documents)
    for (const { text, span } of contractsWithin(document.node))
      if (names.documents.has(`Contract ${text}`)) names.mention({ kind: "Contract", name: text, span });
  return {
    output: { ...keptModel(model), schemas: schemas.all(), references: names.references },
    diagnostics: reporter.diagnostics,
  };
}

const emptyModel: Model = {
  estate: undefined,
  documents: [],
  contracts: new Map(),
  systems: new Map(),
  mappings: new Map(),
  functions: new Map(),
  crosswalks: new Map(),
  policies: new Map(),
  capabilities: new Map(),
  processes: new Map(),
  reconciliations: new Map(),
  routes: new Map(),
  services: [],
  scenarios: [],
  schemas: [],
  references: [],
  broken: new Set(),
};

/** The same model, and so the same output, whatever the order of files and documents. */
function byReferenceName(left: SpecDocument, right: SpecDocument): number {
  return (
    compareText(referenceName(left), referenceName(right)) ||
    compareText(left.file, right.file) ||
    left.node.span.start - right.node.span.start
  );
}

/** A broken one was reported where it stands. */
function reportNoEstate({ parsed }: LinkInput, { reporter }: LinkContext): void {
  const [first] = parsed;
  const broken = parsed.some(({ node }) => textOf(node, "kind") === "Estate");
  if (!first || broken) return;
  reporter.report("WB1206", { ...first.node.span, end: first.node.span.start }, "There is no Estate.", {
    help: "Add a document `kind: Estate` with the domains and environments.",
  });
}

function textOf(node: YamlNode, key: string): string | undefined {
  const value = entryOf(node, key)?.value;
  return value?.type === "scalar" ? value.text : undefined;
}
