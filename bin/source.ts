/**
 * Makes `waybill/runtime`, which generated code imports, resolve to this installation's own runtime: in a checkout its
 * TypeScript source, in the published package its JavaScript. So an estate anywhere on disk runs with the command that built it.
 */
import { registerHooks } from "node:module";

const runtime = new URL(
  import.meta.url.endsWith(".ts") ? "../runtime/index.ts" : "../runtime/index.js",
  import.meta.url,
).href;

registerHooks({
  resolve(specifier, context, next) {
    return specifier === "waybill/runtime" ? { url: runtime, shortCircuit: true } : next(specifier, context);
  },
});
