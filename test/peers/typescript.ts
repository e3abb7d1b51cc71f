import { Project, ts } from "ts-morph";
import type { Peer } from "./peer.ts";

/** TypeScript alone, as strict as it can be, on a mapping with types written by hand. */
export const typescript: Peer = {
  name: `tsc ${ts.version}`,
  file: "order.typescript.txt",
  check: async (texts) => {
    const project = new Project({
      useInMemoryFileSystem: true,
      compilerOptions: {
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        noImplicitReturns: true,
        target: ts.ScriptTarget.ES2023,
        types: [],
      },
    });
    for (const [name, text] of texts) project.createSourceFile(`${name}.ts`, text);
    const found = project
      .getPreEmitDiagnostics()
      .map(
        ({ compilerObject: { file, messageText } }) =>
          [
            file?.fileName.replace(/^\/|\.ts$/g, "") ?? "",
            ts.flattenDiagnosticMessageText(messageText, " "),
          ] as const,
      );
    return new Map(found.toReversed());
  },
};
