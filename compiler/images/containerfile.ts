import { templateOf } from "../codegen/template.ts";
import type { Image } from "../manifest/manifest.ts";
import { bundleName } from "./bundle.ts";

const template = templateOf("Containerfile.hbs");

/** How the image is built from its context: nothing runs, so that any builder can, and no shell is needed. */
export function containerfileOf({ name, content }: Image, base: string): string {
  return template({ base, name, content, entry: bundleName });
}
