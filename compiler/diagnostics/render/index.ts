import type { Sources } from "../../source/source.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { inOrder } from "../order.ts";
import { github } from "./github.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty.ts";
import { sarif } from "./sarif.ts";

export interface RenderOptions {
  readonly color: boolean;
  /** From the checkout's root to the estate's folder, `integrations`: services that mark lines of a checkout know files from there. */
  readonly base?: string;
}

const renderers = { github, json, junit, markdown, pretty, sarif } as const;

/** Diagnostics in one of the formats, sorted and each once. */
export function render(
  format: keyof typeof renderers,
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  options: RenderOptions,
): string {
  return renderers[format](inOrder(diagnostics), sources, options);
}
