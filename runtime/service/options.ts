import type { EdgeRoute } from "../edge/router.ts";
import type { Engine } from "../engine/port.ts";
import type { SimulationData } from "../simulate/data.ts";
import type { Log } from "../telemetry/log.ts";
import type { Variables } from "./settings.ts";

export interface ServiceOptions {
  /** Default: `PORT`, else 4000. 0 takes a free one. */
  readonly port?: number;
  /** Default: `WAYBILL_HOST`, else loopback where everything is simulated, else every address. */
  readonly host?: string;
  /** Default: the process's. */
  readonly variables?: Variables;
  /** One service of the estate, on its own store. Default: all on one. */
  readonly service?: string;
  /** `build/simulation.json`: what simulated systems answer by. A function is asked where there are any, and may not have it. */
  readonly simulation?: SimulationData | (() => SimulationData | undefined);
  /** More addresses on the same port (the console's). */
  readonly routes?: readonly EdgeRoute[];
  /** Largest body taken, bytes. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** For tests: an engine in place of the embedded one. */
  readonly engine?: Engine;
  readonly log?: Log;
}
