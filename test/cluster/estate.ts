/** An estate that a test may change, built and deployed by the command line as a user would. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after } from "node:test";
import { pulumiEnvironment } from "../../scripts/cluster/pulumi.ts";
import { kubeconfig } from "./cluster.ts";

const waybill = resolve("bin/waybill.js");

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Built {
  readonly image: { readonly name: string; readonly content: string };
  readonly services: readonly {
    readonly name: string;
    readonly image: { readonly name: string; readonly content: string };
  }[];
}

export class TestEstate {
  readonly folder: string;
  readonly #variables: Record<string, string>;

  /** A copy of a folder of specs, with a state of deployments of its own. */
  constructor(specs: string) {
    this.folder = mkdtempSync(join(tmpdir(), "waybill-deployed-"));
    cpSync(specs, join(this.folder, "integrations"), { recursive: true });
    const state = join(this.folder, "state");
    mkdirSync(state);
    this.#variables = { ...pulumiEnvironment(state), KUBECONFIG: kubeconfig };
    after(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Changes a spec. What is replaced must be there. */
  edit(file: string, from: string, to: string): void {
    const path = join(this.folder, "integrations", file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(path, text.replaceAll(from, to));
  }

  remove(file: string): void {
    rmSync(join(this.folder, "integrations", file));
  }

  async run(...args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, [waybill, ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.#variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [status] = (await once(child, "close")) as [number | null];
    return { status, stdout, stderr };
  }

  /** As `run`, where anything but success fails the test, with all that was said. */
  async succeed(...args: readonly string[]): Promise<string> {
    const { status, stdout, stderr } = await this.run(...args);
    if (status !== 0)
      throw new Error(`waybill ${args.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Builds, and answers the manifest. */
  async build(): Promise<Built> {
    await this.succeed("build");
    return JSON.parse(readFileSync(join(this.folder, "build", "manifest.json"), "utf8")) as Built;
  }

  /** Builds what the specs say now, and deploys it. */
  async up(environment: string): Promise<string> {
    await this.build();
    return this.succeed("deploy", "up", "--environment", environment, "--timeout", "120");
  }
}
