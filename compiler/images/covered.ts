import type { BundledFile } from "./bundle.ts";
import type { NeededImage } from "./needed.ts";
import { nameOf, type Origin } from "./origin.ts";
import { coveredPackages } from "./platform.ts";

/**
 * An image's tag is made of digests of its parts, the runtime and versions of packages, before there is a bundle. What the bundle holds
 * beside those could change under the same tag, so it is a bug.
 * @param installation the folder with Waybill's package.json
 * @throws Error that names what the tag says nothing of
 */
export function requireCovered(
  files: readonly BundledFile[],
  { image, parts }: NeededImage,
  installation: string,
): void {
  const packages = new Set(coveredPackages(installation));
  const isCovered = (origin: Origin): boolean => {
    if (origin.kind === "runtime") return true;
    if (origin.kind === "package") return packages.has(`${origin.package.name}@${origin.package.version}`);
    return Object.hasOwn(parts, origin.path.replace(/\.(?:ts|js|json)$/, ""));
  };
  const unknown = files.filter(({ origin }) => !isCovered(origin)).map(({ origin }) => nameOf(origin));
  if (unknown.length > 0)
    throw new Error(`the tag of image ${image.name} says nothing of what is in it: ${unknown.join(", ")}`);
}
