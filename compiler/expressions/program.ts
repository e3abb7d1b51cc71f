import { ts } from "ts-morph";

/** Files of the check program, by name. All are virtual; there is no disk behind them. */
export type VirtualFiles = ReadonlyMap<string, string>;

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleDetection: ts.ModuleDetectionKind.Auto,
  noLib: true,
  noResolve: true,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  noEmit: true,
};

/**
 * Makes a program for each check, of the units that need one and the types they name. The world around units (the library, the
 * schemas' types) keeps its syntax trees and their binding from check to check; units that were judged are forgotten.
 */
export class CheckProgram {
  #world = new Map<string, ts.SourceFile>();

  create(world: VirtualFiles, units: VirtualFiles): ts.Program {
    const files = new Map<string, ts.SourceFile>();
    for (const [name, text] of world) {
      const known = this.#world.get(name);
      const file = known?.text === text ? known : sourceFile(name, text);
      this.#world.set(name, file);
      files.set(name, file);
    }
    for (const [name, text] of units) files.set(name, sourceFile(name, text));
    return ts.createProgram({ rootNames: [...files.keys()], options, host: host(files) });
  }
}

function sourceFile(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(
    name,
    text,
    { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: ts.ModuleKind.ESNext },
    true,
  );
}

function host(files: ReadonlyMap<string, ts.SourceFile>): ts.CompilerHost {
  return {
    getSourceFile: (name) => files.get(name),
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name)?.text,
    getDefaultLibFileName: () => "lib.d.ts",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => {},
    directoryExists: () => false,
    getDirectories: () => [],
  };
}
