/** Puts the pinned Apache Kafka into the tools' cache, once: Maven fetches it, and each file is held against its checksum. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../compiler/cli/package-root.ts";
import { Missing, tools } from "../tools.ts";

const run = promisify(execFile);
const here = join(packageRoot, "trial/kafka");

/** Jars that are fetched together: into `folder`, as `pom.xml` and `jars.sha256` in `from` say. */
interface Jars {
  readonly folder: string;
  readonly from: string;
}

const broker: Jars = { folder: join(tools, "kafka-4.4.0"), from: here };
const commandLine: Jars = { folder: join(tools, "kafka-tools-4.4.0"), from: join(here, "command-line") };

/** The class path of Kafka's broker. */
export async function kafkaClasspath(): Promise<string> {
  await java();
  return (await present(broker)).join(delimiter);
}

/** The class path of its tools for the command line: `org.apache.kafka.tools.ConsoleProducer`. */
export async function commandLineClasspath(): Promise<string> {
  await java();
  return [...(await present(broker)), ...(await present(commandLine))].join(delimiter);
}

async function present(jars: Jars): Promise<readonly string[]> {
  const wanted = await checksums(jars);
  if (!existsSync(jars.folder)) await fetchJars(jars, wanted);
  return [...wanted.keys()].map((jar) => join(jars.folder, jar));
}

async function java(): Promise<void> {
  const say = "Kafka needs Java 17 or newer on the path (Debian: apt-get install openjdk-17-jre-headless).";
  const { stderr } = await run("java", ["-version"]).catch(() => {
    throw new Missing(say);
  });
  const version = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (version < 17) throw new Missing(`${say} Found: Java ${version}.`);
}

async function checksums({ from }: Jars): Promise<ReadonlyMap<string, string>> {
  const lines = (await readFile(join(from, "jars.sha256"), "utf8")).trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [sum = "", jar = ""] = line.split(/\s+/);
      return [jar, sum] as const;
    }),
  );
}

async function fetchJars({ folder, from }: Jars, wanted: ReadonlyMap<string, string>): Promise<void> {
  const arriving = `${folder}.${process.pid}`;
  await mkdir(arriving, { recursive: true });
  try {
    const copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
    const args = ["-q", "-B", "-f", join(from, "pom.xml"), copy, `-DoutputDirectory=${arriving}`];
    await run("mvn", args).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new Missing("Kafka is fetched with Maven, once (Debian: apt-get install maven).");
    });
    for (const [jar, sum] of wanted) {
      const bytes = await readFile(join(arriving, jar));
      const found = createHash("sha256").update(bytes).digest("hex");
      if (found !== sum) throw new Error(`${jar} is not what was pinned: sha256 ${found}`);
    }
    await rename(arriving, folder);
  } catch (error) {
    await rm(arriving, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
}
