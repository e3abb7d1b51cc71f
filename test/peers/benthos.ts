import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Missing, tools } from "../../trial/tools.ts";
import type { Peer } from "./peer.ts";

const run = promisify(execFile);
const version = "4.60.0";
const program = join(tools, `benthos-${version}/benthos`);

/** `benthos lint`, of the core that Redpanda Connect is built on. */
export const benthos: Peer = {
  name: `benthos lint ${version}`,
  file: "order.benthos.yaml",
  async check(texts) {
    await build();
    const folder = await mkdtemp(join(tmpdir(), "benthos-"));
    try {
      const told = new Map<string, string>();
      for (const [name, text] of texts) {
        const file = join(folder, `${name}.yaml`);
        await writeFile(file, text);
        const said = await run(program, ["lint", file]).then(
          () => undefined,
          ({ stderr, stdout }: { readonly stderr: string; readonly stdout: string }) => `${stdout}${stderr}`,
        );
        if (said !== undefined) told.set(name, said.trim().replace(`${folder}/`, "").split("\n")[0] ?? "");
      }
      return told;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Go fetches the modules, whose sums are in `tools/benthos/go.sum`, and builds them once: some minutes on two cores. */
async function build(): Promise<void> {
  if (existsSync(program)) return;
  await mkdir(dirname(program), { recursive: true });
  await run("go", ["build", "-trimpath", "-o", program, "."], {
    cwd: join(import.meta.dirname, "tools/benthos"),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new Missing("Benthos is built with Go, once (the version is in test/peers/tools/benthos/go.mod).");
  });
}
