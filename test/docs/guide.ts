import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sources } from "../../compiler/source/source.ts";

/**
 * A fenced block of a guide. A comment before it says what the reader does not need to see: `<!-- file: PATH -->` where it
 * lies (any language), `<!-- fails: CODE… -->` that it does not compile.
 */
export interface Block {
  readonly language: string;
  readonly path: string | undefined;
  readonly fails: readonly string[];
  readonly text: string;
}

export function blocksOf(guide: string): readonly Block[] {
  return [...guide.matchAll(/(?:^<!-- (\w+): (.*?) -->\n+)?^```([a-z]+)\n([\s\S]*?)^```$/gm)].map(
    ([, word, said = "", language = "", text = ""]) => ({
      language,
      path: word === "file" ? said : undefined,
      fails: word === "fails" ? said.split(" ") : [],
      text,
    }),
  );
}

/** The estate that the blocks of a guide make together; one that fails is in it only where it is asked for. */
export function sourcesOf(blocks: readonly Block[], failing?: Block): Sources {
  const files = new Map<string, string>();
  const shown = blocks.filter((block) => block.fails.length === 0 || block === failing);
  for (const [index, { path, language, text }] of shown.entries()) {
    if (path !== undefined) files.set(path, text);
    else if (language === "yaml") files.set(`block-${index + 1}.yaml`, text);
  }
  const begun = [...files.values()].some((text) => text.includes("kind: Estate"));
  if (!begun) for (const [path, text] of firstEstate()) if (!files.has(path)) files.set(path, text);
  return new Map([...files].map(([path, text]) => [path, { path, text }]));
}

/** What `waybill init shop` writes: a guide without an Estate of its own goes on from there. */
function firstEstate(): ReadonlyMap<string, string> {
  const template = fileURLToPath(new URL("../../templates/init", import.meta.url));
  const files = readdirSync(template, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(?:yaml|json)(?:\.hbs)?$/.test(file) && !file.startsWith("."),
  );
  return new Map(
    files.map((file) => [
      file.replace(/\.hbs$/, ""),
      readFileSync(join(template, file), "utf8").replaceAll("{{name}}", "shop"),
    ]),
  );
}
