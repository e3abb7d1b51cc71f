/** What `npm run generate` writes: each generator gives its files by path, relative to the root. */
import { generateLibrary } from "./generate-library.ts";
import { schemaFiles } from "./generate-schemas.ts";

export const generators: readonly (() => ReadonlyMap<string, string>)[] = [generateLibrary, schemaFiles];
