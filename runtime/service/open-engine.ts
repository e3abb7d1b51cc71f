import type { DistributedOptions } from "./distributed/index.ts";
import { type OpenedEngine, openEmbedded } from "./engine.ts";
import { StartError } from "./settings.ts";

/** True in the image of an embedded environment: it holds no other engine (`compiler/images/bundle.ts`). */
declare const WAYBILL_EMBEDDED_ONLY: boolean | undefined;

/** The engine that the environment runs on. The distributed one loads with the environments that run on it alone. */
export async function openEngine({
  name,
  ...of
}: DistributedOptions & { readonly name: string }): Promise<OpenedEngine> {
  if (of.settings.engine === "embedded") return openEmbedded(name, of.settings, of.routes);
  if (typeof WAYBILL_EMBEDDED_ONLY === "boolean" && WAYBILL_EMBEDDED_ONLY) {
    throw new StartError([
      "WAYBILL_ENGINE=distributed: this image is of an embedded environment. A distributed one runs the image of each service",
    ]);
  } else {
    const { openDistributed } = await import("./distributed/index.ts");
    return openDistributed(of);
  }
}
