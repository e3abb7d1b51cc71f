import type { Graph } from "../../graph/graph.ts";
import type { Plan } from "../../plan/plan.ts";
import { type Run, textOption } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { formatOption, print } from "../output.ts";
import { report, today } from "../report/diagnostics.ts";
import { UsageError } from "../usage.ts";

export const graph: Run = async ([argument], options) => {
  const format = formatOption({ format: options["format"] ?? "mermaid" }, ["mermaid", "svg", "json"]);
  const { compile } = await import("../../passes/index.ts");
  const compilation = compile(estateFolder(options, argument), { until: "lower", today: today() });
  const { plan } = compilation;
  if (!plan) {
    await report(compilation);
    return 1;
  }
  const picture = await pictureOf(plan, textOption(options, "route"), textOption(options, "process"));
  if (format === "json") print(JSON.stringify(picture, null, 2));
  else if (format === "svg") print((await import("../../graph/svg.ts")).svg(picture));
  else print((await import("../../graph/mermaid.ts")).mermaid(picture));
  return 0;
};

async function pictureOf(plan: Plan, route: string | undefined, process: string | undefined): Promise<Graph> {
  if (route !== undefined && process !== undefined)
    throw new UsageError("a picture shows a route or a process, not both");
  if (route !== undefined)
    return (await import("../../graph/route.ts")).routeGraph(named("route", route, plan.routes));
  if (process === undefined) return (await import("../../graph/graph.ts")).estateGraph(plan);
  return (await import("../../graph/process.ts")).processGraph(
    named("process", process, plan.processes),
    plan,
  );
}

function named<T extends { readonly name: string }>(what: string, name: string, all: readonly T[]): T {
  const found = all.find((one) => one.name === name);
  if (found) return found;
  const others = all.length === 0 ? "there is none" : `there are ${all.map((one) => one.name).join(", ")}`;
  throw new UsageError(`there is no ${what} ${name}; ${others}`);
}
