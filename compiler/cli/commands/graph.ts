import { type Run, textOption } from "../command.ts";
import { estateFolder } from "../folder.ts";
import { formatOption, print } from "../output.ts";
import { report, today } from "../report.ts";
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
  const { estateGraph, routeGraph } = await import("../../graph/graph.ts");
  const name = textOption(options, "route");
  const route = plan.routes.find((one) => one.name === name);
  if (name !== undefined && !route)
    throw new UsageError(
      `there is no route ${name}; there are ${plan.routes.map((one) => one.name).join(", ")}`,
    );
  const picture = route ? routeGraph(route) : estateGraph(plan);
  if (format === "json") print(JSON.stringify(picture, null, 2));
  else if (format === "svg") print((await import("../../graph/svg.ts")).svg(picture));
  else print((await import("../../graph/mermaid.ts")).mermaid(picture));
  return 0;
};
