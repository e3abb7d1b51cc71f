import { rmSync } from "node:fs";
import { join } from "node:path";
import type { createChecker } from "../../expressions/index.ts";
import { type Options, type Run, textOption } from "../command.ts";
import { demo } from "../dev/demo.ts";
import { DevServer } from "../dev/server.ts";
import { trialOf, variablesOf } from "../dev/trial.ts";
import { SpecWatch, stopped } from "../dev/watch.ts";
import { estateFolder } from "../folder.ts";
import { colors, portOption, print } from "../output.ts";
import { report, today } from "../report/diagnostics.ts";

export const dev: Run = async ([argument], options) => {
  const folder = estateFolder(options, argument);
  const work = join(folder, ".waybill");
  // Modules of earlier builds; and a demonstration begins with an empty store, or its orders would be known already.
  const demonstrates = options["demo"] !== undefined;
  for (const name of demonstrates ? ["dev", "demo"] : ["dev"])
    rmSync(join(work, name), { recursive: true, force: true });
  const checker = (await import("../../expressions/index.ts")).createChecker();
  const trial = await trialOf(options, { kafka: true });
  if (trial === "missing") return 1;
  const server = new DevServer({
    variables: trial === undefined ? {} : await variablesOf(trial),
    port: portOption(textOption(options, "port") ?? "4000"),
    data: textOption(options, "data") ?? join(work, demonstrates ? "demo" : "data"),
    builds: join(work, "dev"),
  });
  const rebuild = rebuilder(folder, server, checker);
  const specs = await SpecWatch.begin(folder, async () => void (await rebuild()));
  try {
    const plan = await specs.call(rebuild);
    if (!plan) return 1;
    await begin(server, plan, options);
    print(colors.dim(`Watching ${folder}. Stop with Ctrl-C.`));
    await stopped();
    return 0;
  } finally {
    await specs.close();
    await server.close();
    await trial?.stop();
  }
};

type Checker = ReturnType<typeof createChecker>;
type Plan = NonNullable<Awaited<ReturnType<ReturnType<typeof rebuilder>>>>;

/**
 * Compiles; a good build takes over, a bad one is told and the old one goes on. A mistake that is mended is told too, also where
 * that makes the build that was there before.
 */
function rebuilder(folder: string, server: DevServer, checker: Checker) {
  let told = false;
  return async () => {
    const started = performance.now();
    const { compile } = await import("../../passes/index.ts");
    const compilation = compile(folder, { until: "emit", today: today(), checker });
    const tell = compilation.diagnostics.length > 0;
    if (tell || told) await report(compilation);
    const mended = told && !tell;
    told = tell;
    const goesOn = () => print(colors.dim(`Build ${server.build ?? ""} goes on.`));
    if (!compilation.files || !compilation.plan) {
      if (server.build !== undefined) goesOn();
      return undefined;
    }
    const build = await server.replace(compilation.files);
    if (build === undefined && mended) goesOn();
    if (build !== undefined)
      print(
        `${colors.green("Built")} ${colors.bold(build)} in ${Math.round(performance.now() - started)} ms: ${counted(compilation.plan.routes.length, "route")} of ${counted(compilation.plan.services.length, "service")}`,
      );
    return compilation.plan;
  };
}

async function begin(server: DevServer, plan: Plan, options: Options): Promise<void> {
  const scenario = textOption(options, "demo");
  if (scenario !== undefined) await demo(server.url, plan, scenario.split(","));
  print(`\n${addresses(server.url, plan)}\n`);
}

function addresses(url: string, plan: Plan): string {
  const triggers = plan.routes.flatMap(({ name, trigger }) => {
    const { kind, system, webhook, method, path, contract, cron, zone } = trigger as {
      kind: string;
      system?: string;
      webhook?: string;
      method?: string;
      path?: string;
      contract?: string;
      cron?: string;
      zone?: string;
    };
    if (kind === "webhook")
      return [`  POST ${url}/webhooks/${system ?? ""}/${webhook ?? ""}  ${colors.dim(name)}`];
    if (kind === "event" || kind === "schedule")
      return [
        `  ${kind === "event" ? `event ${contract ?? ""}` : `${cron ?? ""} in ${zone ?? ""}`}  ${colors.dim(name)}`,
      ];
    return kind === "http" ? [`  ${method ?? ""} ${url}/api${path ?? ""}  ${colors.dim(name)}`] : [];
  });
  const systems = plan.systems
    .filter(({ endpoints }) => endpoints["local"] === "simulated")
    .map(
      ({ name }) =>
        `  ${url}/simulated/${name}/…  ${colors.dim(`received: ${url}/simulate/${name}/received`)}`,
    );
  return [
    colors.bold("Routes"),
    ...triggers,
    colors.bold("Simulated systems"),
    ...systems,
    colors.bold("Operations"),
    `  ${url}/health/ready  ${url}/metrics  ${url}/openapi.json  ${url}/asyncapi.json`,
    `  waybill trace KEY, waybill deadletters list, waybill send ROUTE FILE${url === "http://127.0.0.1:4000" ? "" : `, each with --url ${url}`}`,
  ].join("\n");
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
