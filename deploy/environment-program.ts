import type { Output } from "@pulumi/pulumi";
import { type Deployed, packed } from "./deployed.ts";

export interface EnvironmentProgramOptions {
  readonly context?: string;
  readonly timeoutSeconds?: number;
}

/** What the stack of an environment is made of, and what it answers. Loads Pulumi when it is run, and no sooner. */
export function environmentProgram(
  deployed: Deployed,
  options: EnvironmentProgramOptions,
): () => Promise<Readonly<Record<"namespace" | "build" | "waybill", Output<string>>>> {
  return async () => {
    const { EnvironmentComponent } = await import("./components/environment.ts");
    const { estate, environment, namespace } = deployed.plan;
    const { ready } = new EnvironmentComponent(`${estate}.${environment}`, {
      plan: deployed.plan,
      ...options,
    });
    // What failed is not remembered as good.
    const once = (text: string) => ready.apply(() => text);
    return { namespace: once(namespace), build: once(deployed.build), waybill: once(packed(deployed)) };
  };
}
