/** Which room may see which: imports go one way. One named rule each, with its reason; docs/architecture.md has the rooms. */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const rooms = [
  rule(
    "no-cycles",
    "A cycle means two files are one thing, or the boundary is in the wrong place.",
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
  ),
  rule(
    "runtime-alone",
    "The runtime runs in production without the compiler: it knows nothing of it.",
    { path: "^runtime/" },
    { path: "^(bin|compiler|templates|deploy|trial|scripts|bench|test)/" },
  ),
  rule(
    "shipped-alone",
    "Nothing that is shipped imports what only a checkout has.",
    { path: "^(bin|compiler|runtime|deploy|trial)/" },
    { path: "^(scripts|test|bench)/" },
  ),
];

const scripts = [
  rule(
    "trial-alone",
    "Servers to try an estate on are started the same for a test, a person and CI, whatever runs on them.",
    { path: "^trial/" },
    {
      path: "^(bin|compiler|runtime|deploy|bench|test|scripts)/",
      pathNot: "^compiler/cli/package-root\\.ts$",
    },
  ),
  rule(
    "cluster-alone",
    "A cluster to try deployments on is started the same for a test, a person and CI, whatever is deployed to it.",
    { path: "^scripts/cluster/" },
    {
      path: "^(bin|compiler|runtime|deploy|bench|test|scripts|trial)/",
      pathNot: "^(scripts/cluster/|trial/tools\\.ts$)",
    },
  ),
];

const compiler = [
  rule(
    "compiler-sees-contracts",
    "The compiler uses the runtime's contract types, library, rules of validation and time tables only; the command line alone starts it.",
    { path: "^compiler/", pathNot: "^compiler/cli/" },
    { path: "^runtime/", pathNot: "^runtime/((contract|library|validation)/|schedule/time-table\\.ts$)" },
  ),
  rule(
    "cli-on-top",
    "Nothing but the command's first file starts the command line.",
    { path: "^(compiler|runtime)/", pathNot: "^compiler/cli/" },
    { path: "^compiler/cli/" },
  ),
  rule(
    "manifest-alone",
    "What a build says of itself is read by deployment, review and console, which know nothing else of the compiler.",
    { path: "^compiler/manifest/" },
    { pathNot: "^compiler/manifest/" },
  ),
  rule(
    "kinds-unknown-below",
    "A kind is made of these rooms; adding one changes none of them.",
    { path: "^compiler/(schema|expressions|values|format|yaml|spelling|source|diagnostics)/" },
    { path: "^compiler/kinds/" },
  ),
  rule(
    "kinds-below-their-readers",
    "What is found out about a whole estate, and what is made of it, reads what kinds say; a kind and what it is made of know of neither.",
    {
      path: "^compiler/(kinds|model|plan|values|expressions|schema|format|yaml|spelling|source|diagnostics)/",
    },
    { path: "^compiler/(analysis|codegen|graph|images|import)/" },
  ),
  rule(
    "plan-alone",
    "The plan is plain data that review, deployment, documentation and console read: its types say what it is, and lean on no room that makes it.",
    { path: "^compiler/plan/" },
    { path: "^(compiler|runtime)/", pathNot: "^(compiler/(plan|schema)|runtime/contract)/" },
  ),
  rule(
    "codegen-on-plan",
    "What is generated is a function of the plan: no spec and no kind is looked at again.",
    { path: "^compiler/codegen/" },
    { path: "^compiler/(kinds|model|values|analysis|passes|source|yaml|diagnostics)/" },
  ),
  rule(
    "diagnostics-on-source",
    "Every room reports: what a report is made of leans on places and on the safe spelling of texts alone.",
    { path: "^compiler/diagnostics/" },
    { path: "^(compiler|runtime)/", pathNot: "^compiler/(diagnostics|source|spelling)/" },
  ),
  rule(
    "yaml-on-diagnostics",
    "A tree of YAML says nothing of what it means.",
    { path: "^compiler/yaml/" },
    { path: "^(compiler|runtime)/", pathNot: "^compiler/(yaml|diagnostics|source)/" },
  ),
  rule(
    "source-at-the-bottom",
    "Places, and texts spelled safely, are what every room speaks of: they lean on none.",
    { path: "^compiler/(source|spelling)/" },
    { path: "^(compiler|runtime)/", pathNot: "^compiler/$1/" },
  ),
  rule(
    "passes-apart",
    "A pass is used through the list of passes, never by another pass.",
    { path: "^compiler/passes/([^/]+)/" },
    { path: "^compiler/passes/([^/]+)/", pathNot: "^compiler/passes/$1/" },
  ),
  rule(
    "passes-on-top",
    "What passes are made of can be used, and tested, without them. An import of a payload tries what it wrote.",
    { path: "^compiler/", pathNot: "^compiler/(cli|passes|import)/" },
    { path: "^compiler/passes/" },
  ),
  rule(
    "images-of-builds",
    "Images are made from what a build wrote and the runtime's files: neither specs nor passes.",
    { path: "^compiler/images/" },
    { path: "^(compiler|runtime|deploy)/", pathNot: "^compiler/(images/|manifest/|codegen/template\\.ts$)" },
  ),
  rule(
    "bundler-in-images",
    "Bundles and bills of materials are made in one room, which loads with `build --images` alone.",
    { path: "^(bin|compiler|runtime|deploy)/", pathNot: "^compiler/images/" },
    { path: "node_modules/(esbuild|@cyclonedx)/" },
  ),
  rule(
    "disk-at-the-ends",
    "Load alone reads the disk and write alone writes it, so that all between is pure. The cache of whole compilations stands around the passes; a template is a part of the program; images are made from a build as it lies on the disk.",
    {
      path: "^compiler/",
      pathNot:
        "^compiler/(cli/|passes/load/|passes/write/|passes/cached?\\.ts|codegen/template\\.ts|images/)",
    },
    { path: "^(node:)?fs(/promises)?$" },
  ),
];

const runtime = [
  rule(
    "contract-alone",
    "Generated code and engines agree on the contract: it leans on the types of values and on the port, and on nothing that runs.",
    { path: "^runtime/contract/" },
    { pathNot: "^runtime/(contract/|library/types\\.ts$|engine/port\\.ts$)" },
  ),
  rule(
    "library-on-contract",
    "The library runs inside every mapping: it loads nothing that a mapping has no use for.",
    { path: "^runtime/library/" },
    { path: "^runtime/", pathNot: "^runtime/(library|contract)/" },
  ),
  rule(
    "engine-on-contract",
    "An engine knows what it runs by its contract, what starts it by the ports of events, brokers and schedules, and who goes first, so that another can take its place.",
    { path: "^runtime/engine/" },
    {
      path: "^runtime/",
      pathNot:
        "^runtime/((engine|contract)/|(events|schedule)/port\\.ts$|events/broker\\.ts$|flow/rotation\\.ts$)",
    },
  ),
  rule(
    "flow-on-contract",
    "Who may go when is decided without knowing what is done with the turn.",
    { path: "^runtime/flow/" },
    { path: "^runtime/", pathNot: "^runtime/(flow|contract)/|^runtime/engine/port\\.ts$" },
  ),
  rule(
    "engine-behind-port",
    "Steps and edge know the port, so that any engine can run them; service and scenario choose one.",
    { path: "^runtime/", pathNot: "^runtime/(engine|service|scenario)/" },
    { path: "^runtime/engine/", pathNot: "^runtime/engine/port\\.ts$" },
  ),
  rule(
    "engines-apart",
    "An engine knows what runs are made of (run) and where they are kept (store), never another engine.",
    { path: "^runtime/engine/(embedded|restate)/" },
    { path: "^runtime/engine/(embedded|restate)/", pathNot: "^runtime/engine/$1/" },
  ),
  rule(
    "runs-below-engines",
    "What a run is, and where it is kept, is the same whichever engine moves it.",
    { path: "^runtime/engine/(run|store)/" },
    { path: "^runtime/engine/(embedded|restate)/" },
  ),
  rule(
    "store-below-runs",
    "A store keeps texts and numbers; what they mean is the engine's.",
    { path: "^runtime/engine/store/" },
    { path: "^runtime/engine/run/" },
  ),
  rule(
    "service-on-top",
    "Service and scenario put all of runtime together; nothing in it leans on either.",
    { path: "^runtime/", pathNot: "^runtime/(service|scenario)/|^runtime/index\\.ts$" },
    { path: "^runtime/(service|scenario)/" },
  ),
  rule(
    "sqlite-in-its-store",
    "A store is one folder: its database is used, and its errors are translated, nowhere else.",
    { pathNot: "^(runtime/engine/store/sqlite|test|bench)/" },
    { path: "^(node:)?sqlite$" },
  ),
  rule(
    "postgres-in-its-store",
    "A store is one folder: its database is used, and its errors are translated, nowhere else.",
    { path: "^(compiler|runtime|bin|deploy|trial)/", pathNot: "^runtime/engine/store/postgres/" },
    { path: "node_modules/(pg|umzug)/" },
  ),
  rule(
    "restate-in-its-engine",
    "An engine's client is used in its folder only.",
    { path: "^(compiler|runtime|bin|deploy|trial)/", pathNot: "^runtime/engine/restate/" },
    { path: "node_modules/@restatedev/" },
  ),
  rule(
    "opentelemetry-behind-its-port",
    "Tracing is one file behind the tracer's interface, loaded only where an exporter is configured.",
    { path: "^(compiler|runtime)/", pathNot: "^runtime/telemetry/otel/tracer\\.ts$" },
    { path: "node_modules/@opentelemetry/" },
  ),
  rule(
    "kafka-in-its-adapter",
    "A broker's client is used, and its errors are translated, in its adapter's folder only.",
    { path: "^(compiler|runtime|bin|deploy)/", pathNot: "^runtime/events/kafka/" },
    { path: "node_modules/@platformatic/kafka/" },
  ),
  rule(
    "events-behind-their-port",
    "Who publishes or reads knows the ports of events, so that any log can be below; service and scenario choose one.",
    { path: "^runtime/", pathNot: "^runtime/(events/kafka|service|scenario)/" },
    { path: "^runtime/events/kafka/" },
  ),
  rule(
    "event-logs-on-contract",
    "A log of events knows what it carries, and of an engine its port.",
    { path: "^runtime/events/" },
    { path: "^runtime/", pathNot: "^runtime/((events|contract|library)/|engine/port\\.ts$)" },
  ),
  rule(
    "undici-in-its-transport",
    "The HTTP client is one file behind the transport's interface.",
    { path: "^(compiler|runtime)/", pathNot: "^runtime/systems/undici(-transport)?\\.ts$" },
    { path: "node_modules/undici/" },
  ),
];

const deploy = [
  rule(
    "deploy-reads-manifests",
    "Deployment knows a build by its manifest, so that specs and engines change without it.",
    { path: "^deploy/" },
    { path: "^(bin|compiler|runtime|templates)/", pathNot: "^compiler/manifest/" },
  ),
  rule(
    "deploy-from-the-command",
    "Only the command line starts a deployment: nothing else pays for loading it.",
    { path: "^(bin|compiler|runtime)/", pathNot: "^compiler/cli/" },
    { path: "^deploy/" },
  ),
  rule(
    "plan-pure",
    "A plan is a function of its input, and YAML is a function of the plan: neither reads a disk nor knows Pulumi.",
    { path: "^deploy/(plan|render)/" },
    { path: "^(node:)?(fs|child_process)|node_modules/@pulumi/|^deploy/(components|automation)/" },
  ),
  rule(
    "components-on-plan",
    "What Pulumi is given comes from the plan alone.",
    { path: "^deploy/components/" },
    { path: "^deploy/", pathNot: "^deploy/(components|plan)/" },
  ),
  rule(
    "pulumi-in-deploy",
    "Pulumi is heavy to load: it is imported where it runs a deployment, and nowhere else.",
    {
      path: "^(bin|compiler|runtime|deploy)/",
      pathNot: "^deploy/(components|automation)/|^deploy/(environment-)?program\\.ts$",
    },
    { path: "node_modules/@pulumi/" },
  ),
];

const packages = [
  rule(
    "declared-packages",
    "What is imported is declared in package.json, so that it is installed and pinned.",
    // A peer of the benchmarks has a package.json of its own.
    { pathNot: "^bench/peers/dbos/" },
    { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown"] },
  ),
  rule(
    "shipped-packages",
    "What is shipped may not need a development dependency.",
    { path: "^(compiler|runtime|bin|deploy|trial)/" },
    { dependencyTypes: ["npm-dev"] },
  ),
];

export default {
  forbidden: [...rooms, ...scripts, ...compiler, ...runtime, ...deploy, ...packages],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(golden|build|dist)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
