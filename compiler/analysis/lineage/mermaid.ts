import type { LineageEdge, LineageNode, LineagePicture } from "./picture.ts";

const shapes: Readonly<Record<LineageNode["kind"], readonly [string, string]>> = {
  contract: ["[", "]"],
  webhook: ["([", "])"],
  input: ["[(", ")]"],
  output: ["[(", ")]"],
  request: ["[(", ")]"],
  function: ["{{", "}}"],
  file: ["[", "]"],
};

/** Lineage as Mermaid's flowchart, which GitHub and editors draw. */
export function lineageMermaid({ nodes, edges }: LineagePicture): string {
  const ids = new Map(nodes.map(({ field }, index) => [field, `n${index}`]));
  const lines = nodes.map(({ field, kind, personal }) => {
    const [open, close] = shapes[kind];
    return `  ${ids.get(field) ?? ""}${open}${quoted(personal ? `${field}<br>${personal.join(", ")}` : field)}${close}`;
  });
  const arrows = edges.flatMap(({ from, to, ...edge }) => {
    const [start, end] = [ids.get(from ?? ""), ids.get(to)];
    return start !== undefined && end !== undefined ? [`  ${start} ${arrow(edge)} ${end}`] : [];
  });
  return ["flowchart LR", ...lines, ...new Set(arrows), ""].join("\n");
}

/** What only decides is dotted. */
function arrow({ how, by }: Pick<LineageEdge, "how" | "by">): string {
  return `${how === "chosen" ? "-.->" : "-->"}|${quoted(by)}|`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "#quot;")}"`;
}
