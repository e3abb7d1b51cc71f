export type { Imported } from "./imported.ts";
export { importJsonSchema } from "./json-schema.ts";
export { importOpenapi } from "./openapi.ts";
export { importSample } from "./sample/index.ts";
