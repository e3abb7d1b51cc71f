import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Missing, tools } from "../../trial/tools.ts";
import type { Peer } from "./peer.ts";

const run = promisify(execFile);
const version = "4.18.0";
const plugin = "org.apache.camel:camel-report-maven-plugin:4.14.0:validate";
const jars = join(tools, `camel-${version}`);
const pinned = join(import.meta.dirname, "tools/camel");

/** Camel's Maven plugin `camel-report:validate`, and what it says when the routes are loaded and started. */
export const camel: Peer = {
  name: `Camel ${version}, validate and load`,
  file: "order.camel.xml",
  async check(texts) {
    await fetchJars();
    const folder = await mkdtemp(join(tmpdir(), "camel-"));
    try {
      await cp(join(pinned, "pom.xml"), join(folder, "pom.xml"));
      const resources = join(folder, "src/main/resources");
      await mkdir(resources, { recursive: true });
      // Each is an application of its own; in one project two routes may not share a name.
      for (const [name, text] of texts)
        await writeFile(
          join(resources, `${name}.xml`),
          text
            .replace('id="take-order"', `id="take-order-${name}"`)
            .replaceAll("direct:orders", `direct:${name}`),
        );
      return new Map([...(await validated(folder)), ...(await loaded(resources, [...texts.keys()]))]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function maven(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run("mvn", ["-B", "-f", join(folder, "pom.xml"), ...args]).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new Missing("Camel is fetched with Maven, once (Debian: apt-get install maven).");
    },
  );
  return stdout;
}

async function fetchJars(): Promise<void> {
  if (existsSync(jars)) return;
  const arriving = `${jars}.${process.pid}`;
  const copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
  await maven(pinned, "-q", copy, `-DoutputDirectory=${arriving}`);
  await rename(arriving, jars);
}

/** `[WARNING] Simple validation error at: takeOrder(3.xml:14)`, and below it what is wrong. */
async function validated(folder: string): Promise<readonly (readonly [string, string])[]> {
  const said = await maven(folder, plugin);
  return [...said.matchAll(/\[WARNING\] (.+? error) at: [^(\n]*\(([^:)]+)\.xml[^)]*\)\s+(.*)/g)].map(
    ([, kind = "", name = "", more = ""]) => [name, `${kind}: ${more.trim()}`] as const,
  );
}

/** Java compiles the one source file as it starts. */
async function loaded(
  resources: string,
  names: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const files = names.map((name) => join(resources, `${name}.xml`));
  const { stdout } = await run("java", ["-cp", `${jars}/*`, join(pinned, "Load.java"), ...files]).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new Missing("Camel needs a JDK, 17 or newer (Debian: apt-get install openjdk-17-jdk-headless).");
    },
  );
  return [...stdout.matchAll(/^(\S+)\.xml: (.*)$/gm)].map(
    ([, name = "", said = ""]) => [name, said] as const,
  );
}
