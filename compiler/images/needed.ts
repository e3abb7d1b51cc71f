import type { Image, Manifest } from "../manifest/manifest.ts";
import type { Entry } from "./bundle.ts";

/** An image that an environment is deployed from. */
export interface NeededImage {
  readonly image: Image;
  /** Digest by generated file without ending. */
  readonly parts: Readonly<Record<string, string>>;
  readonly entry: Entry;
  /** Below the build folder: what simulated systems answer by, where an environment that is deployed has any. */
  readonly simulation: string | undefined;
}

/**
 * The estate's image where an environment is one process, each service's where one is distributed. `local` is a laptop's; an estate that
 * has no other environment yet gets the estate's.
 */
export function neededImages(manifest: Manifest): readonly NeededImage[] {
  const engines = Object.entries(manifest.environments)
    .filter(([name]) => name !== "local")
    .map(([, { engine }]) => engine);
  return [
    ...(engines.includes("embedded") || engines.length === 0 ? [ofEnvironment(manifest)] : []),
    ...(engines.includes("distributed") ? manifest.services.map(ofService) : []),
  ];
}

function ofEnvironment({ image, parts }: Manifest): NeededImage {
  const simulation = "simulation.json";
  const text = [
    'import { serve } from "waybill/runtime";',
    'import environment from "./environment.ts";',
    `await serve(environment, { simulation: new URL("./${simulation}", import.meta.url) });`,
  ];
  return {
    image,
    parts,
    // Its services would each start by themselves.
    entry: { text: text.join("\n"), main: false, embeddedOnly: true },
    simulation: listed(parts, simulation),
  };
}

/** A service's module starts it where it is the one that Node was given to run. */
function ofService({ image, parts, module }: Manifest["services"][number]): NeededImage {
  return {
    image,
    parts,
    entry: { text: `import "./${module}";`, main: true, embeddedOnly: false },
    simulation: listed(parts, module.replace(/\.ts$/, ".simulation.json")),
  };
}

function listed(parts: NeededImage["parts"], file: string): string | undefined {
  return Object.hasOwn(parts, file.replace(/\.json$/, "")) ? file : undefined;
}
