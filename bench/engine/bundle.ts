import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleName, bundleOf, mapName } from "../../compiler/images/bundle.ts";
import { runtimeFolder } from "../../compiler/images/platform.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A program that starts a service, bundled as images are: one file, with the runtime and the store's thread in it. Answers where it lies. */
export async function bundle(program: string, folder: string): Promise<string> {
  const entry = { text: `import ${JSON.stringify(program)};`, main: true, embeddedOnly: true };
  const { code, map } = await bundleOf(entry, folder, runtimeFolder(root));
  writeFileSync(join(folder, bundleName), code);
  writeFileSync(join(folder, mapName), map);
  return join(folder, bundleName);
}
