/**
 * Which room may see which: imports go one way. One named rule each, with its reason. (CommonJS-style configuration as data.)
 */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

export default {
  forbidden: [
    rule("no-cycles", "A cycle means two files are one thing, or the boundary is in the wrong place.", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    rule("runtime-alone", "The runtime runs in production without the compiler: it knows nothing of it.", { path: "^runtime/" }, { path: "^(compiler|templates|deploy|scripts|bench|test)/" }),
    rule("compiler-sees-contracts", "Passes use the runtime's contract types, library declarations and rules of validation only; the command line alone starts it.", { path: "^compiler/", pathNot: "^compiler/(cli|scenario)/" }, { path: "^runtime/", pathNot: "^runtime/(contract|library|validation|engine/port)" }),
    rule("passes-apart", "A pass is used through the list of passes, never by another pass.", { path: "^compiler/passes/([^/]+)/" }, { path: "^compiler/passes/([^/]+)/", pathNot: "^compiler/passes/$1/" }),
    rule("cli-on-top", "Nothing below the command line imports it.", { path: "^(compiler|runtime)/", pathNot: "^compiler/cli/" }, { path: "^compiler/cli/" }),
    rule("adapters-apart", "An adapter knows its port, never another adapter.", { path: "^runtime/engine/([^/]+)/" }, { path: "^runtime/engine/([^/]+)/", pathNot: "^runtime/engine/$1/" }),
    rule("tests-below", "Nothing that is shipped imports a test.", { path: "^(compiler|runtime|deploy|bin)/" }, { path: "^(test|bench)/" }),
    rule("declared-packages", "What is imported is declared in package.json, so that it is installed and pinned.", {}, { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown"] }),
    rule("shipped-packages", "What is shipped may not need a development dependency.", { path: "^(compiler|runtime|bin)/" }, { dependencyTypes: ["npm-dev"] }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(golden|build|dist)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts", ".js", ".json"], exportsFields: ["exports"], conditionNames: ["import", "node", "types", "default"] },
  },
};
