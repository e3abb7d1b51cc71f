import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleName, bundleOf } from "../../compiler/images/bundle.ts";
import { runtimeFolder } from "../../compiler/images/platform.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A program that starts a service, bundled as images are, with the runtime and the store's thread in it. Answers where the module lies that Node is given. */
export async function bundle(program: string, folder: string): Promise<string> {
  const entry = { text: `import ${JSON.stringify(program)};`, main: true, embeddedOnly: true };
  const { files } = await bundleOf(entry, folder, runtimeFolder(root));
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return join(folder, bundleName);
}
