import type { Deployed } from "./deployed.ts";
import { packed } from "./deployed.ts";

/** What the stack of an environment is made of, and what it answers. Loads Pulumi when it is run, and no sooner. */
export function environmentProgram(
  deployed: Deployed,
  options: { readonly context?: string; readonly timeoutSeconds?: number },
): () => Promise<Record<string, unknown>> {
  return async () => {
    const { EnvironmentComponent } = await import("./components/environment.ts");
    const { estate, environment, namespace } = deployed.plan;
    new EnvironmentComponent(`${estate}.${environment}`, { plan: deployed.plan, ...options });
    return { namespace, build: deployed.build, waybill: packed(deployed) };
  };
}
