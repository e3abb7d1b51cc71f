/** Where the cluster's tools lie: outside the checkout, so that every checkout and every run of CI shares them. */
import { join } from "node:path";
import { tools as root } from "../../trial/tools.ts";

export const cache = {
  root,
  /** The programs. */
  bin: join(root, "bin"),
  /** Copies of the Go modules in `go/`, in which Go works: the checkout stays as it is. */
  build: join(root, "modules"),
  /** Definitions of resources, for the API server. */
  manifests: join(root, "manifests"),
  /** `PULUMI_HOME`: the provider where Pulumi looks for it. */
  pulumiHome: join(root, "pulumi-home"),
};
