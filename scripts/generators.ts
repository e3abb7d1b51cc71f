/** What `npm run generate` writes: each generator gives its files by path, relative to the root. */
import { generateAdapters } from "./generate-adapters.ts";
import { generateLibrary } from "./generate-library.ts";
import { schemaFiles } from "./generate-schemas.ts";

export const generators: readonly (() => ReadonlyMap<string, string>)[] = [
  generateAdapters,
  generateLibrary,
  schemaFiles,
];
