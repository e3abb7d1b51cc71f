import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { type Contexts, contextsOf } from "../../../compiler/images/index.ts";
import { defaultBase, runtimeOf } from "../../../compiler/images/platform.ts";
import type { Manifest } from "../../../compiler/manifest/manifest.ts";
import { compile } from "../../../compiler/passes/index.ts";

export const root: string = fileURLToPath(new URL("../../../", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "waybill-images-"));
after(() => rmSync(work, { recursive: true }));

/** One environment of a process, one of three services. */
export const outfitter: string = join(root, "test/cluster/estate");
export const northwind: string = join(root, "integrations");

export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

export interface Built extends Contexts {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Builds a copy of an estate, in a folder of its own or `below` one, and the contexts of its images. */
export async function built(
  specs: string,
  edits: readonly Edit[] = [],
  base: string = defaultBase,
  below = "",
): Promise<Built> {
  const estate = mkdtempSync(join(work, "estate-"));
  const folder = join(mkdtempSync(join(work, "build-")), below);
  cpSync(specs, estate, { recursive: true });
  for (const { file, from, to } of edits) {
    const text = readFileSync(join(estate, file), "utf8");
    assert.ok(text.includes(from), `${file} has no ${from}`);
    writeFileSync(join(estate, file), text.replaceAll(from, to));
  }
  const platform = { runtime: runtimeOf(root), base };
  const { diagnostics, files } = compile(estate, {
    until: "write",
    out: folder,
    today: "2026-11-24",
    platform,
  });
  assert.ok(files, JSON.stringify(diagnostics.filter(({ severity }) => severity === "error")));
  const manifest = JSON.parse(files.get("manifest.json") ?? "") as Manifest; // what emit wrote
  return { folder, manifest, ...(await contextsOf(folder, manifest, root)) };
}

/** A file of an image's context. */
export function fileOf({ files }: Contexts, path: string): string {
  const text = files.get(path);
  assert.ok(text !== undefined, `there is no ${path} among ${[...files.keys()].join(", ")}`);
  return text;
}

/** What the modules of an image were made of, by their source maps: the text where a map has it. */
export function sourcesOf({ files }: Contexts, image: string): ReadonlyMap<string, string | null> {
  const maps = [...files].filter(([path]) => path.startsWith(`${image}/app/`) && path.endsWith(".mjs.map"));
  return new Map(
    maps.flatMap(([, text]) => {
      const { sources, sourcesContent } = JSON.parse(text) as {
        readonly sources: readonly string[];
        readonly sourcesContent: readonly (string | null)[];
      };
      return sources.map((source, index) => [source, sourcesContent[index] ?? null] as const);
    }),
  );
}
