import { xmlText } from "../spelling/xml.ts";
import type { Graph, GraphNode } from "./graph.ts";

const box = { width: 210, height: 34, gapX: 130, gapY: 18, margin: 20 };
const fills: Readonly<Record<GraphNode["kind"], string>> = {
  source: "#e8f1ff",
  route: "#ffffff",
  capability: "#fff3d6",
  system: "#e7f6ec",
  event: "#f4e9ff",
  milestone: "#ffe9e0",
  step: "#ffffff",
  choice: "#fff3d6",
  undo: "#ffe9e0",
};

/** The graph in columns, as one SVG file without scripts or fonts of its own. */
export function svg(graph: Graph): string {
  const places = place(graph);
  const width = Math.max(...places.values().map((at) => at.x + box.width), 0) + box.margin;
  const height = Math.max(...places.values().map((at) => at.y + box.height), 0) + box.margin;
  const edges = graph.edges.map((edge) => arrow(places.get(edge.from), places.get(edge.to), edge.label));
  const nodes = graph.nodes.map((node) => boxOf(node, places.get(node.id)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#667"/></marker></defs>
${[...edges, ...nodes].join("\n")}
</svg>
`;
}

type Place = { readonly x: number; readonly y: number };

function place(graph: Graph): Map<string, Place> {
  const filled = new Map<number, number>();
  return new Map(
    graph.nodes.map((node) => {
      const row = filled.get(node.column) ?? 0;
      filled.set(node.column, row + 1);
      return [
        node.id,
        {
          x: box.margin + node.column * (box.width + box.gapX),
          y: box.margin + row * (box.height + box.gapY),
        },
      ];
    }),
  );
}

function arrow(from: Place | undefined, to: Place | undefined, label: string | undefined): string {
  if (!from || !to) return "";
  const backwards = to.x < from.x;
  const start = { x: from.x + (backwards ? 0 : box.width), y: from.y + box.height / 2 };
  const end = { x: to.x + (backwards ? box.width : 0), y: to.y + box.height / 2 };
  const bend = (start.x + end.x) / 2;
  const text = label
    ? `<text x="${end.x + (backwards ? 6 : -6)}" y="${end.y - 4}" text-anchor="${backwards ? "start" : "end"}" fill="#667" font-size="10">${xmlText(label)}</text>`
    : "";
  return `<path d="M${start.x} ${start.y} C${bend} ${start.y} ${bend} ${end.y} ${end.x} ${end.y}" fill="none" stroke="#99a" marker-end="url(#arrow)"/>${text}`;
}

function boxOf(node: GraphNode, at: Place | undefined): string {
  if (!at) return "";
  return `<rect x="${at.x}" y="${at.y}" width="${box.width}" height="${box.height}" rx="6" fill="${fills[node.kind]}" stroke="#889"/><text x="${at.x + box.width / 2}" y="${at.y + box.height / 2 + 4}" text-anchor="middle">${xmlText(node.label)}</text>`;
}
