import type { Model } from "../../model/model.ts";
import { lineOf, type Sources } from "../../source/source.ts";
import { inWords } from "../../values/words.ts";
import type { Field } from "../flow/value.ts";
import { personalClassesOf } from "../personal/classes.ts";
import type { Edge } from "./edges.ts";
import { declarationOf, fieldName, namedSchemas } from "./names.ts";
import { type Direction, everyHop, type Hop, keyOf, traceField } from "./trace.ts";

/** Lineage as plain data: `waybill lineage --format json` prints it, text and Mermaid are made from it. */
export interface LineagePicture {
  readonly field: string;
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
}

export interface LineageNode {
  /** `order@2.email`. */
  readonly field: string;
  readonly kind: "contract" | "webhook" | "input" | "output" | "request" | "function" | "file";
  readonly domain?: string;
  readonly type?: string;
  /** Classes of personal data that it holds, said by its schema or by where it comes from. */
  readonly personal?: readonly string[];
  readonly file?: string;
  readonly line?: number;
}

export interface LineageEdge {
  readonly from?: string;
  readonly to: string;
  readonly how: Edge["how"];
  /** `mapping order-to-sap`. */
  readonly by: string;
  readonly file?: string;
  readonly line?: number;
  /** The text in the spec. */
  readonly says?: string;
}

/** The picture around a field, and the trees that a reader of text walks down. */
export function lineagePicture(
  field: Field,
  directions: readonly Direction[],
  model: Model,
  sources: Sources,
): LineagePicture & { readonly trees: readonly { readonly direction: Direction; readonly hop: Hop }[] } {
  const trees = directions.map((direction) => ({ direction, hop: traceField(field, direction, model) }));
  const nodes = new Map<string, LineageNode>();
  const edges = new Map<string, LineageEdge>();
  for (const { direction, hop } of trees)
    for (const { field: at, edge, hops } of everyHop(hop)) {
      nodes.set(keyOf(at), nodeOf(at, model, sources));
      void edge;
      for (const next of hops) {
        if (!next.edge) continue;
        const one = edgeOf(at, next, direction, model, sources);
        edges.set(JSON.stringify(one), one);
      }
    }
  return { field: fieldName(field, model), nodes: [...nodes.values()], edges: [...edges.values()], trees };
}

export function nodeOf(field: Field, model: Model, sources: Sources): LineageNode {
  const named = namedSchemas(model).get(field.schema);
  const { shape, span } = declarationOf(field, model);
  const personal = personalClassesOf(field, model);
  return {
    field: fieldName(field, model),
    kind: named?.kind ?? "request",
    ...(named?.domain !== undefined && { domain: named.domain }),
    ...(shape && { type: inWords(shape) }),
    ...(personal.length > 0 && { personal }),
    ...(span && lineOf(span, sources)),
  };
}

function edgeOf(at: Field, next: Hop, direction: Direction, model: Model, sources: Sources): LineageEdge {
  const { edge, field } = next;
  if (!edge) throw new Error("Only the field asked for has no edge.");
  const ends = direction === "backward" ? { from: field, to: at } : { from: at, to: field };
  const { node } = edge;
  return {
    ...(edge.from.length > 0 && { from: fieldName(ends.from, model) }),
    to: fieldName(ends.to, model),
    how: edge.how,
    by: edge.unit,
    ...(node && lineOf(node.span, sources)),
    ...(node?.type === "scalar" && { says: node.text }),
  };
}
