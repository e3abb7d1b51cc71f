import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** `service.js` in a folder: a program that starts a service, bundled with the runtime and the store's thread as in its container. */
export async function bundle(program: string, folder: string): Promise<string> {
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  await build({
    entryPoints: [
      { in: program, out: "service" },
      { in: join(root, "runtime/engine/store/sqlite/worker.ts"), out: "worker" },
    ],
    outdir: folder,
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    format: "esm",
    alias: { "waybill/runtime": join(root, "runtime/index.ts") },
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  return join(folder, "service.js");
}
