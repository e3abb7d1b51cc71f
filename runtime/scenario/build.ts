import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Estate } from "../contract/estate.ts";
import { parseJson } from "../library/json.ts";
import type { SimulationData } from "../simulate/data.ts";
import type { Scenario } from "./scenario.ts";

/** A build folder, loaded. */
export interface Build {
  readonly estate: Estate;
  readonly simulation: SimulationData;
  readonly scenarios: readonly Scenario[];
  /** A mapping's function: its module exports no other. */
  mapping(name: string): Promise<(sources: Readonly<Record<string, unknown>>) => unknown>;
}

/** Loads what `waybill build` wrote. */
export async function loadBuild(folder: string): Promise<Build> {
  const load = (path: string): Promise<Record<string, unknown>> =>
    import(pathToFileURL(join(folder, path)).href) as Promise<Record<string, unknown>>;
  const data = (path: string): unknown => parseJson(readFileSync(join(folder, path), "utf8"));
  const environment = await load("environment.ts");
  return {
    estate: environment["default"] as Estate, // what the generated module declares
    simulation: data("simulation.json") as SimulationData,
    scenarios: data("scenarios.json") as readonly Scenario[],
    async mapping(name) {
      const found = Object.values(await load(`mappings/${name}.ts`)).find(
        (value) => typeof value === "function",
      );
      if (!found) throw new Error(`mappings/${name}.ts exports no function`);
      return found as (sources: Readonly<Record<string, unknown>>) => unknown;
    },
  };
}
