/** `npm run cluster:tools`: the cluster suite's programs and definitions into the cache, whatever of them is missing. */
import { Missing } from "../../trial/tools.ts";
import { buildPrograms } from "./build.ts";
import { cache } from "./cache.ts";
import { requireGo } from "./go.ts";
import { fetchManifests } from "./manifests.ts";
import { installProvider } from "./pulumi.ts";

try {
  requireGo();
  buildPrograms();
  fetchManifests();
  installProvider();
  console.log(`The cluster's tools are in ${cache.root}.`);
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  console.error(error.message);
  // To `.ci/run`: something that the machine lacks, and no failure.
  process.exitCode = 75;
}
