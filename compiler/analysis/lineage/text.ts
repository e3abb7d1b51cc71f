import type { Model } from "../../model/model.ts";
import { lineOf, type Sources } from "../../source/source.ts";
import type { Edge } from "./edges.ts";
import type { lineagePicture } from "./picture.ts";
import { type LineageNode, nodeOf } from "./picture.ts";
import type { Direction, Hop } from "./trace.ts";
import { usesOf } from "./uses.ts";

type Picture = ReturnType<typeof lineagePicture>;

const headings: Readonly<Record<Direction, string>> = { backward: "comes from", forward: "goes to" };

/** Lineage for a person who reads a terminal: one line a hop, each with its place. */
export function lineageText(picture: Picture, model: Model, sources: Sources): string {
  const [first] = picture.trees;
  const lines = first
    ? [describe(nodeOf(first.hop.field, model, sources)), ...usesLines(first.hop, model, sources)]
    : [];
  for (const { direction, hop } of picture.trees) {
    lines.push("", headings[direction]);
    if (hop.hops.length === 0) lines.push(`  ${nothing(hop, direction, model)}`);
    else lines.push(...hop.hops.flatMap((next) => hopLines(next, "  ", model, sources)));
  }
  return `${lines.join("\n")}\n`;
}

function nothing({ field }: Hop, direction: Direction, model: Model): string {
  const kind = nodeOf(field, model, new Map()).kind;
  if (direction === "forward") return "nothing: no mapping and no step reads it";
  if (kind === "webhook") return "outside: the system sends it";
  return kind === "output" ? "outside: the system answers it" : "nothing in this estate";
}

function describe(node: LineageNode): string {
  const { type, personal, domain, file, line } = node;
  const what = [
    ...(type === undefined ? [] : [type]),
    ...(personal ? [`personal: ${personal.join(", ")}`] : []),
    ...(domain === undefined ? [] : [`domain ${domain}`]),
  ];
  return `${node.field}${what.length > 0 ? `   ${what.join("; ")}` : ""}${file === undefined ? "" : `   ${file}:${line}`}`;
}

function usesLines({ field }: Hop, model: Model, sources: Sources): readonly string[] {
  return usesOf(field.schema, model).map(({ says, span }) => {
    const { file, line } = lineOf(span, sources);
    return `  ${says}   ${file}:${line}`;
  });
}

function hopLines(
  { field, edge, hops, seen }: Hop,
  indent: string,
  model: Model,
  sources: Sources,
): readonly string[] {
  if (!edge) return [];
  const node = nodeOf(field, model, sources);
  const at = edge.node && lineOf(edge.node.span, sources);
  const place = at ? `   ${at.file}:${at.line}` : "";
  const own = edge.from.length === 0 ? constant(edge) : `${node.field}${personal(node)}`;
  const says = edge.node?.type === "scalar" && edge.from.length > 0 ? `   ${shortened(edge.node.text)}` : "";
  const again = seen ? "   (see above)" : "";
  return [
    `${indent}${own}   ${verbs[edge.how]} ${edge.unit}${place}${says}${again}`,
    ...hops.flatMap((next) => hopLines(next, `${indent}  `, model, sources)),
  ];
}

function personal({ personal: classes }: LineageNode): string {
  return classes ? ` [${classes.join(", ")}]` : "";
}

function constant({ node }: Edge): string {
  return node?.type === "scalar" ? `the constant ${shortened(node.text)}` : "a constant";
}

const verbs: Readonly<Record<Edge["how"], string>> = {
  copied: "copied by",
  made: "made by",
  "looked up": "looked up by",
  chosen: "decides in",
  function: "opaque: any output may hold any input of",
  constant: "set by",
};

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}
