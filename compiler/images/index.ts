import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Manifest } from "../manifest/manifest.ts";
import { bundleOf } from "./bundle.ts";
import { containerfileOf } from "./containerfile.ts";
import { requireCovered } from "./covered.ts";
import { type NeededImage, neededImages } from "./needed.ts";
import { runtimeFolder, waybillAt } from "./platform.ts";
import { sbomName, sbomOf } from "./sbom.ts";

export interface BuiltImage {
  readonly name: string;
  readonly content: string;
  /** Of its modules, bytes. */
  readonly size: number;
}

export interface Contexts {
  readonly images: readonly BuiltImage[];
  /** Text by path: `northwind/Containerfile`. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The build contexts of all images that a build's environments are deployed from. The same build and the same installation give the
 * same bytes.
 * @param build the build folder
 * @param manifest what the build says of itself
 * @param installation the folder with Waybill's package.json
 */
export async function contextsOf(build: string, manifest: Manifest, installation: string): Promise<Contexts> {
  const images: BuiltImage[] = [];
  const files = new Map<string, string>();
  // One after the other: esbuild by itself uses every core.
  for (const needed of neededImages(manifest)) {
    const { name, content } = needed.image;
    const context = await contextOf(needed, build, manifest.base, installation);
    for (const [path, text] of Object.entries(context)) files.set(`${name}/${path}`, text);
    images.push({ name, content, size: sizeOf(context) });
  }
  return { images, files };
}

async function contextOf(
  needed: NeededImage,
  build: string,
  base: string,
  installation: string,
): Promise<Readonly<Record<string, string>>> {
  const { image, entry, simulation } = needed;
  const { files, sources } = await bundleOf(entry, build, runtimeFolder(installation));
  requireCovered(sources, needed, installation);
  return {
    Containerfile: containerfileOf(image, base),
    // What a script tags the image with, below its registry.
    reference: `${image.name}:${image.content}\n`,
    "data/.keep": "",
    ...Object.fromEntries([...files].map(([name, text]) => [`app/${name}`, text])),
    [`app/${sbomName}`]: sbomOf({ image, base, waybill: waybillAt(installation), files: sources }),
    ...(simulation !== undefined && {
      [`app/${basename(simulation)}`]: readFileSync(join(build, simulation), "utf8"),
    }),
  };
}

function sizeOf(context: Readonly<Record<string, string>>): number {
  return Object.entries(context)
    .filter(([path]) => path.endsWith(".mjs"))
    .reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
}
