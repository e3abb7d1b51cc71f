import { buildFolder } from "../built.ts";
import { type Run, textOption } from "../command.ts";
import { stopped } from "../dev/watch.ts";
import { portOption, print } from "../output.ts";
import { UsageError } from "../usage.ts";

export const run: Run = async ([service], options) => {
  const folder = buildFolder(options);
  const port = textOption(options, "port");
  const { loadBuild } = await import("../../../runtime/scenario/build.ts");
  const { startService } = await import("../../../runtime/service/index.ts");
  const { StartError } = await import("../../../runtime/service/settings.ts");
  const build = await loadBuild(folder);
  try {
    const running = await startService(build.estate, {
      simulation: build.simulation,
      ...(port === undefined ? {} : { port: portOption(port) }),
      ...(typeof service === "string" ? { service } : {}),
    });
    print(`${typeof service === "string" ? service : build.estate.name} at ${running.url}`);
    await stopped();
    await running.close();
    return 0;
  } catch (error) {
    if (error instanceof StartError) throw new UsageError(error.message);
    throw error;
  }
};
