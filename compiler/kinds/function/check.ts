import { Project, ts } from "ts-morph";
import type { LinkedFunction } from "../../model/model.ts";
import type { CheckContext } from "../kind.ts";
import { contractText, runtimeText } from "./program.ts";
import { checkPurity } from "./purity.ts";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { "waybill/runtime": ["/runtime.d.ts"] },
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
};

/**
 * Type-checks the modules of all functions against their schemas, as strictly as generated code, in a program of their own:
 * they may use the language's whole library, which expressions may not.
 */
export function checkFunctions(context: CheckContext): void {
  const functions = [...context.model.functions.values()];
  if (functions.length === 0) return;
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
  project.createSourceFile("/runtime.d.ts", runtimeText);
  const pairs = functions.map((linked, index) => {
    const module = project.createSourceFile(`/${index}.ts`, linked.module.text);
    const contract = project.createSourceFile(`/${index}.contract.ts`, contractText(linked, `./${index}.ts`));
    return { linked, module: module.compilerNode, contract: contract.compilerNode };
  });
  const program = project.getProgram().compilerObject;
  for (const { linked, module, contract } of pairs) {
    if (!checkPurity(linked.module, module, context.reporter)) continue;
    const problems = [...program.getSyntacticDiagnostics(module), ...program.getSemanticDiagnostics(module)];
    for (const problem of problems) reportOwn(linked, problem, context);
    if (problems.length > 0) continue;
    for (const problem of program.getSemanticDiagnostics(contract)) reportType(linked, problem, context);
  }
}

function reportOwn({ module }: LinkedFunction, problem: ts.Diagnostic, { reporter }: CheckContext): void {
  const start = problem.start ?? 0;
  const span = { file: module.path, start, end: start + (problem.length ?? 0) };
  reporter.report("WB3002", span, flat(problem), {
    help: "The module is checked as strictly as generated code.",
  });
}

function reportType(
  { document, module }: LinkedFunction,
  problem: ts.Diagnostic,
  { reporter }: CheckContext,
): void {
  const { spec, metadata } = document;
  const missing = problem.code === 2339;
  const message = missing
    ? `"${module.path}" has no default export.`
    : `Function "${metadata.name}" is not of the type of its schemas. ${flat(problem)}`;
  reporter.report("WB3002", document.spanOf(spec, "module"), message, {
    help: missing
      ? "Write `export default function …`."
      : "Its input and output are those of `input` and `output`.",
    related: [
      { message: "The input is here.", span: document.spanOf(spec, "input") },
      { message: "The output is here.", span: document.spanOf(spec, "output") },
    ],
  });
}

/** TypeScript's message with its reasons, on one line. */
function flat({ messageText }: ts.Diagnostic): string {
  return ts
    .flattenDiagnosticMessageText(messageText, "\n")
    .split("\n")
    .slice(0, 4)
    .map((line) => line.trim())
    .join(" ");
}
