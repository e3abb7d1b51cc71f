/** The engine on Restate and what it is put together from. */
export { restateCapabilities } from "./capabilities.ts";
export { RestateEngine } from "./engine.ts";
export type { RestateSettings } from "./settings.ts";
