import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Contrib, Enums, Models, Serialize, SPDX, Spec } from "@cyclonedx/cyclonedx-library";
import type { Image } from "../manifest/manifest.ts";
import type { BundledFile } from "./bundle.ts";
import type { InstalledPackage, Origin } from "./origin.ts";

/** Where scanners of images look for one. */
export const sbomName = "sbom.cdx.json";

export interface Described {
  readonly image: Image;
  readonly base: string;
  /** Waybill itself, whose runtime is in the bundle. */
  readonly waybill: InstalledPackage;
  readonly files: readonly BundledFile[];
}

/**
 * What is in an image as a bill of materials, CycloneDX 1.6: the packages of which the bundle holds some text, who needs which, the
 * texts of their licences, and the image below. It has no time and its serial number is of the image's name and tag, so that
 * the same image has the same bill.
 */
export function sbomOf({ image, base, waybill, files }: Described): string {
  const root = new Models.Component(Enums.ComponentType.Application, image.name, {
    bomRef: image.name,
    version: image.content,
  });
  const below = baseComponent(base);
  const packages = packagesIn(files, waybill);
  const components = new Map([...packages].map(([key, { installed }]) => [key, componentOf(installed)]));
  for (const [key, { needs }] of packages)
    for (const each of needs) {
      const needed = components.get(each)?.bomRef;
      if (needed !== undefined) components.get(key)?.dependencies.add(needed);
    }
  root.dependencies.add(below.bomRef);
  const runtime = components.get(keyOf(waybill));
  if (runtime !== undefined) root.dependencies.add(runtime.bomRef);
  const bom = new Models.Bom({
    serialNumber: serialNumber(`${image.name}:${image.content}`),
    metadata: new Models.Metadata({
      component: root,
      lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
      tools: new Models.Tools({ components: new Models.ComponentRepository([toolComponent(waybill)]) }),
    }),
    components: new Models.ComponentRepository([below, ...components.values()]),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { space: 2, sortLists: true })}\n`;
}

interface Bundled {
  readonly installed: InstalledPackage;
  /** Keys. */
  readonly needs: ReadonlySet<string>;
}

/** By key. Generated files are the application itself. */
function packagesIn(files: readonly BundledFile[], waybill: InstalledPackage): ReadonlyMap<string, Bundled> {
  const ownerOf = (origin: Origin): InstalledPackage | undefined => {
    if (origin.kind === "package") return origin.package;
    return origin.kind === "runtime" ? waybill : undefined;
  };
  const found = new Map<string, { installed: InstalledPackage; needs: Set<string> }>();
  for (const { origin, bytes, imports } of files) {
    const owner = ownerOf(origin);
    if (owner === undefined || bytes === 0) continue;
    const entry = found.getOrInsertComputed(keyOf(owner), () => ({ installed: owner, needs: new Set() }));
    for (const each of imports) {
      const needed = ownerOf(each);
      if (needed !== undefined && needed.folder !== owner.folder) entry.needs.add(keyOf(needed));
    }
  }
  return found;
}

function keyOf({ name, version }: InstalledPackage): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

const builder = new Contrib.FromNodePackageJson.Builders.ComponentBuilder(
  new Contrib.FromNodePackageJson.Factories.ExternalReferenceFactory(),
  new Contrib.License.Factories.LicenseFactory((text) => {
    const words = text.split(/[\s()]+/).filter((word) => !["", "AND", "OR", "WITH"].includes(word));
    if (!words.every(SPDX.isSupportedSpdxId)) throw new Error(`${text} is no SPDX expression`);
  }),
);

function componentOf(installed: InstalledPackage): Models.Component {
  const written = JSON.parse(readFileSync(join(installed.folder, "package.json"), "utf8")) as unknown;
  const component = builder.makeComponent(written as Record<string, unknown>); // npm's own file, an object
  if (component === undefined) throw new Error(`${installed.folder} holds a package without a name`);
  component.purl = keyOf(installed);
  component.bomRef.value = keyOf(installed);
  component.evidence = new Models.ComponentEvidence({ licenses: licenceTexts(installed) });
  return component;
}

function licenceTexts({ folder }: InstalledPackage): Models.LicenseRepository {
  const found = new Contrib.License.Utils.LicenseEvidenceGatherer().getFileAttachments(folder);
  return new Models.LicenseRepository(
    [...found].map(({ file, text }) => new Models.NamedLicense(`file: ${file}`, { text })),
  );
}

function toolComponent({ name, version }: InstalledPackage): Models.Component {
  return new Models.Component(Enums.ComponentType.Application, name, { version });
}

/** `registry/name:tag` or `registry/name@sha256:…`. */
function baseComponent(base: string): Models.Component {
  const [, name = base, digest, tag] = /^(.+?)(?:@(sha256:\w+)|:([^:/@]+))?$/.exec(base) ?? [];
  const version = digest ?? tag;
  return new Models.Component(Enums.ComponentType.Container, name, {
    bomRef: base,
    ...(version !== undefined && { version }),
  });
}

/** A UUID of version 8 (RFC 9562, section 5.8): of what it names, and nothing random. */
function serialNumber(text: string): string {
  const digits = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(digits.charAt(16), 16) % 4) + 8).toString(16);
  return `urn:uuid:${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
