/** The engine on Restate and what it is put together from. */
export { restateCapabilities } from "./capabilities.ts";
export { RestateEngine, type RestateOptions } from "./engine.ts";
export type { RestateSettings } from "./settings.ts";
