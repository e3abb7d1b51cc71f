/**
 * What `pulumi` runs in this folder (Pulumi.yaml), or by the Pulumi.yaml of somebody who has installed the package. `waybill deploy` runs the
 * same without a project of its own. The stack is called `estate.environment`. Configuration: `build` (the build's folder, from where
 * Pulumi.yaml lies, default `../build`), `context` (of the kubeconfig), `timeoutSeconds`.
 */
import { resolve } from "node:path";
import {
  Config,
  getOrganization,
  getProject,
  getRootDirectory,
  getStack,
  StackReference,
} from "@pulumi/pulumi";
import { readBuild } from "./build.ts";
import { deployedOf, replacedBuilds, unpacked } from "./deployed.ts";
import { environmentProgram } from "./environment-program.ts";
import { planOf } from "./plan/index.ts";

const config = new Config("waybill");
const build = readBuild(resolve(getRootDirectory(), config.get("build") ?? "../build"));
const environment = environmentOf(getStack(), build.manifest.estate);
const replaced = replacedBuilds(build, environment, await lastGood(), Date.now());
const plan = planOf(build, environment, { replaced });
if ("problems" in plan) throw new Error(plan.problems.join("\n"));
const context = config.get("context");
const timeoutSeconds = config.getNumber("timeoutSeconds");
const outputs = await environmentProgram(deployedOf(build, plan, replaced), {
  ...(context !== undefined && { context }),
  ...(timeoutSeconds !== undefined && { timeoutSeconds }),
})();

export const { namespace, build: deployedBuild, waybill } = outputs;

function environmentOf(stack: string, estate: string): string {
  const [before, ...rest] = stack.split(".");
  if (before === estate && rest.length === 1 && rest[0] !== undefined) return rest[0];
  throw new Error(`The stack ${stack} is not called ${estate}.<environment>, such as ${estate}.production.`);
}

/** What the stack itself answered last. */
async function lastGood() {
  const self = new StackReference(`${getOrganization()}/${getProject()}/${getStack()}`);
  const { value } = await self.getOutputDetails("waybill");
  return unpacked(value);
}
