import type { SimulationData } from "../../../runtime/simulate/data.ts";
import { type Run, textOption } from "../command.ts";
import { stopped } from "../dev/watch.ts";
import { estateFolder } from "../folder.ts";
import { portOption, print } from "../output.ts";
import { report, today } from "../report/diagnostics.ts";

export const simulate: Run = async (_values, options) => {
  const { compile } = await import("../../passes/index.ts");
  const compilation = compile(estateFolder(options), { until: "emit", today: today() });
  const text = compilation.files?.get("simulation.json");
  if (text === undefined) {
    await report(compilation);
    return 1;
  }
  const data = JSON.parse(text) as SimulationData;
  const folder = textOption(options, "data");
  const { startSimulator } = await import("../../../runtime/simulate/index.ts");
  const running = await startSimulator(data, {
    port: portOption(textOption(options, "port") ?? "4100"),
    ...(folder === undefined ? {} : { folder }),
  });
  const names = [...new Set(data.operations.map((operation) => operation.system))];
  print(`Simulated systems at ${running.url}:`);
  for (const name of names)
    print(`  ${running.url}/simulated/${name}/…   received: ${running.url}/simulate/${name}/received`);
  await stopped();
  await running.close();
  return 0;
};
