import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalWorkspaceOptions, PulumiFn, Stack } from "@pulumi/pulumi/automation/index.js";
import { type Deployed, unpacked } from "../deployed.ts";
import { adviceFor, DeployError } from "./failure.ts";

/** Alone on one line, so that the folder of state of two estates may be one. */
export const projectName = "waybill";

/** Opens the stack of an environment, or makes it. Throws a `DeployError` for what is missing on this machine. */
export async function openStack(estate: string, environment: string): Promise<Stack> {
  prepareBackend();
  const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
  const options: LocalWorkspaceOptions = {
    workDir: workFolder(),
    projectSettings: { name: projectName, runtime: "nodejs" },
    envVars: variables(),
  };
  return advised(() =>
    LocalWorkspace.createOrSelectStack(
      { stackName: `${estate}.${environment}`, projectName, program: async () => ({}) },
      options,
    ),
  );
}

/** What a stack remembers. */
export interface Memory {
  /** The last good deployment; undefined before the first. */
  readonly before: Deployed | undefined;
  /** By workload of a distributed environment: the build that its Service sends requests to. */
  readonly serving: ReadonlyMap<string, string>;
}

/** Reads the state once: each question to Pulumi is a process of its own. */
export async function memoryOf(stack: Stack): Promise<Memory> {
  const { deployment } = (await advised(() => stack.exportStack())) as { readonly deployment?: State };
  const resources = deployment?.resources ?? [];
  const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  return { before: unpacked(root?.outputs?.["waybill"]), serving: new Map(resources.flatMap(servedBuild)) };
}

function servedBuild({ type, inputs }: StateResource): readonly (readonly [string, string])[] {
  const content = inputs?.spec?.selector?.["waybill.dev/build"];
  const name = inputs?.metadata?.name;
  // Each build has a Service of its own beside it; no workload's name holds two hyphens in a row.
  return type !== "kubernetes:core/v1:Service" || !content || !name || name.includes("--")
    ? []
    : [[name, content] as const];
}

/** Of Pulumi's state, what is read. */
interface State {
  readonly resources?: readonly StateResource[];
}

interface StateResource {
  readonly type: string;
  readonly inputs?: {
    readonly metadata?: { readonly name?: string };
    readonly spec?: { readonly selector?: Readonly<Record<string, string>> };
  };
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The program that a stack runs is chosen by each command. */
export function programmed(stack: Stack, program: PulumiFn): Stack {
  stack.workspace.program = program;
  return stack;
}

/** Errors of Pulumi whose cause is known, said so that a person can go on. */
export async function advised<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const advice = adviceFor(error instanceof Error ? error.message : String(error));
    throw advice === undefined ? error : new DeployError(advice);
  }
}

/** Where Pulumi keeps its settings while this process lives. One that it makes itself it leaves behind. */
function workFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-deploy-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for state is made where it is missing: the first deployment on a laptop is one command. */
function prepareBackend(): void {
  const url = process.env["PULUMI_BACKEND_URL"];
  if (url?.startsWith("file://") !== true || url.startsWith("file://~")) return;
  const folder = url.startsWith("file:///")
    ? fileURLToPath(url)
    : join(process.cwd(), url.slice("file://".length));
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
}

/** Nothing secret is in the state: values of secrets never pass through here. So no passphrase need be kept for it. */
function variables(): Record<string, string> {
  const { PULUMI_CONFIG_PASSPHRASE: said, PULUMI_CONFIG_PASSPHRASE_FILE: file } = process.env;
  return {
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...(said === undefined && file === undefined && { PULUMI_CONFIG_PASSPHRASE: "" }),
  };
}
