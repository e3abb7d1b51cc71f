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
 * Keeps one TypeScript program between checks: files whose text did not change keep their syntax trees and their binding.
 */
export class CheckProgram {
  #files = new Map<string, ts.SourceFile>();
  #program: ts.Program | undefined;

  /** The program over these files, and no others. */
  update(texts: VirtualFiles): ts.Program {
    const files = new Map<string, ts.SourceFile>();
    for (const [name, text] of texts) {
      const known = this.#files.get(name);
      files.set(name, known?.text === text ? known : sourceFile(name, text));
    }
    this.#files = files;
    this.#program = ts.createProgram({ rootNames: [...files.keys()], options, host: host(files), ...(this.#program && { oldProgram: this.#program }) });
    return this.#program;
  }
}

let versions = 0;

function sourceFile(name: string, text: string): ts.SourceFile {
  const file = ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: ts.ModuleKind.ESNext }, true);
  // Reuse of an old program goes by versions, as a language service sets them.
  versions += 1;
  return Object.assign(file, { version: String(versions) });
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
