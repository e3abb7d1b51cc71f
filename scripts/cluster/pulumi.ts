/** Pulumi as the suite uses it: the provider where Pulumi looks for it, and an environment that keeps it from the network. */
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { cache } from "./cache.ts";
import { providerVersion } from "./tools.ts";

export function installProvider(): void {
  const folder = join(cache.pulumiHome, "plugins", `resource-kubernetes-v${providerVersion}`);
  mkdirSync(folder, { recursive: true });
  const link = join(folder, "pulumi-resource-kubernetes");
  rmSync(link, { force: true });
  symlinkSync(join(cache.bin, "pulumi-resource-kubernetes"), link);
}

/** What a command that deploys needs in its environment. `state` is an existing folder that keeps the stacks. */
export function pulumiEnvironment(state: string): Record<string, string> {
  return {
    PATH: `${cache.bin}${delimiter}${process.env["PATH"] ?? ""}`,
    PULUMI_HOME: cache.pulumiHome,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: "cluster-suite",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
