import type { Graph, GraphNode } from "./graph.ts";

const shapes: Readonly<Record<GraphNode["kind"], readonly [string, string]>> = {
  source: ["([", "])"],
  route: ["[", "]"],
  capability: ["{{", "}}"],
  system: ["[(", ")]"],
  event: [">", "]"],
  milestone: ["([", "])"],
  step: ["[", "]"],
  choice: ["{", "}"],
  undo: ["[/", "/]"],
};

/** Mermaid's flowchart text, which GitHub and editors draw. */
export function mermaid(graph: Graph): string {
  const ids = new Map(graph.nodes.map((node, index) => [node.id, `n${index}`]));
  const nodes = graph.nodes.map((node) => {
    const [open, close] = shapes[node.kind];
    return `  ${ids.get(node.id) ?? ""}${open}${quoted(node.label)}${close}`;
  });
  const edges = graph.edges.map(
    (edge) =>
      `  ${ids.get(edge.from) ?? ""} ${edge.label === "undone by" ? "-.->" : "-->"}${edge.label ? `|${quoted(edge.label)}|` : ""} ${ids.get(edge.to) ?? ""}`,
  );
  return ["flowchart LR", ...nodes, ...edges, ""].join("\n");
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "#quot;")}"`;
}
