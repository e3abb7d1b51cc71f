import { manifestVersion } from "./manifest.ts";

/**
 * The manifest as JSON Schema 2020-12, published as `docs/schemas/manifest.json` for readers in other languages. It allows nothing
 * that it does not name, but in `environments`, which are as the estate says them.
 */

type Schema = Readonly<Record<string, unknown>>;

const text = (description: string): Schema => ({ type: "string", minLength: 1, description });
const count = (description: string): Schema => ({ type: "number", minimum: 0, description });
const list = (items: Schema, description: string): Schema => ({ type: "array", items, description });
const names = (description: string): Schema => list({ type: "string" }, description);
const mapOf = (values: Schema, description: string): Schema => ({
  type: "object",
  additionalProperties: values,
  description,
});

/** Properties that end in `?` may be missing. */
function object(properties: Readonly<Record<string, Schema>>, description: string): Schema {
  const entries = Object.entries(properties).map(([name, schema]) => [name.replace(/\?$/, ""), schema]);
  return {
    type: "object",
    description,
    required: Object.keys(properties).filter((name) => !name.endsWith("?")),
    properties: Object.fromEntries(entries),
    additionalProperties: false,
  };
}

const file = text("The spec's file, below the estate's folder.");
const line = { type: "integer", minimum: 1, description: "Its line." };

const image = object(
  {
    name: text("The repository, below the environment's registry."),
    content: {
      type: "string",
      pattern: "^[0-9a-f]{32}$",
      description: "Its tag: a digest of what the image is made of. Same content, same tag.",
    },
  },
  "An image by its content.",
);

const parts = mapOf(
  { type: "string", pattern: "^[0-9a-f]{16}$" },
  "Digest by generated file without its ending, such as `mappings/order-to-sap`: what tells why an image changed.",
);

const environment: Schema = {
  ...object(
    {
      engine: { enum: ["embedded", "distributed"], description: "What makes runs durable there." },
      "events?": text("What carries events there."),
      "namespace?": text("The Kubernetes namespace."),
      "publicUrl?": text("Where the outside reaches it."),
      stores: list(
        object(
          {
            kind: {
              enum: ["sqlite", "restate", "postgresql", "kafka"],
              description:
                "`sqlite` is a file of the one process, below `WAYBILL_DATA`; the others are servers.",
            },
            holds: list({ enum: ["runs", "events", "shared"] }, "What is in it."),
          },
          "One store.",
        ),
        "What is kept there, and by what.",
      ),
    },
    "An environment, as the Estate says it.",
  ),
  additionalProperties: true,
};

const destination = object(
  {
    host: text("A name, or an IP address without brackets."),
    port: { type: "integer", minimum: 1, maximum: 65_535, description: "The TCP port." },
    "system?": text("The System that is called there, or whose tokens are fetched there."),
    "issuer?": text("The issuer of tokens whose keys are fetched there."),
  },
  "One address that connections are opened to.",
);

const schedule = object(
  {
    route: text("The route it starts."),
    cron: text("When: five or six fields."),
    zone: text("The time zone by which it is read."),
    missed: { enum: ["once", "all", "skip"], description: "What becomes of times that passed unserved." },
  },
  "One time table.",
);

const service = object(
  {
    name: text("The Service."),
    file,
    line,
    module: text("The generated module, below the build folder."),
    image,
    parts,
    routes: names("Its routes."),
    systems: names("Systems whose operations it calls, or whose webhooks it takes."),
    secrets: names("Secrets without which it does not start where systems are real."),
    configuration: list(
      object(
        { variable: text("Its name."), purpose: text("What it says.") },
        "One variable of the environment.",
      ),
      "Variables that set it up, beside its secrets.",
    ),
    public: names("Paths that the outside may ask; `{name}` is any one segment."),
    reaches: mapOf(
      list(destination, "Addresses."),
      "By environment: what it opens connections to. What is simulated is reached nowhere.",
    ),
    publishes: names("Events that it publishes, by type."),
    consumes: names("Events that start its routes, or that its steps wait for, by type."),
    contracts: object(
      {
        served: names("Contracts that its HTTP routes take and answer with."),
        read: names("Other contracts that its code knows."),
      },
      "Canonical contracts by what it does with them.",
    ),
    schedules: list(schedule, "Time tables that start its routes."),
    "load?": object(
      {
        steadyPerSecond: count("Messages a second, of all its routes."),
        peakPerSecond: count("At the peak of each at once."),
      },
      "The load that its routes declare, together.",
    ),
    monitoring: object(
      {
        rules: text("Alert rules of Prometheus, below the build folder."),
        dashboard: text("A dashboard of Grafana, below the build folder."),
      },
      "What watches it.",
    ),
    "scale?": object(
      {
        min: { type: "integer", minimum: 1, description: "Replicas at least." },
        max: { type: "integer", minimum: 1, description: "Replicas at most." },
      },
      "Replicas, in distributed environments.",
    ),
    "resources?": object(
      { cpu: text("CPU, in Kubernetes' words."), memory: text("Memory, in Kubernetes' words.") },
      "What one replica is given, in distributed environments.",
    ),
  },
  "Routes that are deployed together.",
);

const route = object(
  {
    name: text("The Route."),
    file,
    line,
    "class?": text("Its class of integration."),
    "criticality?": text("Of its class, else of its domain."),
    "domain?": text("Its domain."),
    policy: text("The policy it follows."),
    trigger: {
      type: "object",
      required: ["kind"],
      properties: { kind: { enum: ["capability", "event", "http", "schedule", "webhook"] } },
      description: "What starts it; the other properties are its kind's.",
    },
    "data?": object(
      { module: text("The generated module."), name: text("The type.") },
      "The type of `message.data`.",
    ),
    "load?": object(
      {
        steadyPerSecond: count("Messages a second."),
        "peakPerSecond?": count("At the peak."),
        "lastingMs?": count("How long the peak lasts, milliseconds."),
      },
      "The load it declares.",
    ),
    graph: names("Its steps, `name:kind`: a run in flight is moved to a new build by them."),
    calls: names("Operations that it calls, also through capabilities."),
    capabilities: names("Capabilities that it uses."),
    mappings: names("Mappings that it uses."),
    policies: names("Policies that it and its steps follow."),
    publishes: names("Events that it publishes."),
    waitsFor: names("Events that its steps wait for."),
  },
  "A route.",
);

const system = object(
  {
    name: text("The System."),
    type: text("What kind of application it is."),
    "domain?": text("Its domain."),
    file,
    endpoints: mapOf({ type: "string" }, "By environment: a URL, or `simulated`."),
    "authentication?": text("How we prove ourselves to it."),
    secrets: names("Secrets of calls and of webhooks."),
    "limits?": object(
      {
        "ratePerSecond?": count("Calls a second."),
        "burst?": count("Calls at once after a pause."),
        "concurrency?": count("Calls under way at once."),
      },
      "What it bears.",
    ),
  },
  "An application that is called, or that calls.",
);

const contract = object(
  {
    name: text("The Contract."),
    version: text("Its version."),
    lifecycle: text("Where it is in its life."),
    "domain?": text("Its domain."),
    label: text("Name and major version: `order@2`."),
    file,
  },
  "A canonical contract.",
);

const event = object(
  {
    type: text("The event's type: `order-accepted@1`."),
    publishedBy: names("Services of this estate."),
    consumedBy: names("Services of this estate."),
  },
  "An event, and who has to do with it.",
);

const capability = object(
  {
    name: text("The Capability."),
    providers: names("Who provides it."),
    rollout: names("Who is asked, in the order of the conditions."),
  },
  "A canonical service.",
);

const secret = object(
  {
    name: text("The secret."),
    variable: text("The variable that holds it; with `_FILE` behind it, one that names a file."),
    systems: names("Systems that it is for."),
    routes: names("Routes whose callers prove themselves by it."),
    environments: names("Where it must be set: not everything that needs it is simulated there."),
  },
  "A secret by its name; its value is nowhere in a build.",
);

const followed = (description: string): Schema => ({
  type: "object",
  required: ["name", "file", "line"],
  properties: { name: text("Its name."), file, line },
  description,
});

export const manifestSchema: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "https://waybill.dev/schemas/manifest.json",
  title: "Manifest of a build",
  ...object(
    {
      $schema: text("This schema."),
      version: { const: manifestVersion, description: "Raised when a reader would misread a newer one." },
      estate: text("The Estate."),
      build: text("The build of the whole estate: changes with everything that runs."),
      runtime: text(
        "The Waybill inside the images: version, and a digest of its runtime, its packages and what makes images.",
      ),
      base: text("The image that the images are made from."),
      image: { ...image, description: "Of an embedded environment: all services in one process." },
      parts,
      environments: mapOf(environment, "Environments by name."),
      services: list(service, "What is deployed together."),
      routes: list(route, "All routes."),
      systems: list(system, "All systems."),
      contracts: list(contract, "All contracts."),
      events: list(event, "All events that are published or consumed."),
      capabilities: list(capability, "All capabilities."),
      processes: list(followed("A process, as its spec says it."), "All processes."),
      reconciliations: list(followed("A reconciliation, as its spec says it."), "All reconciliations."),
      secrets: list(secret, "All secrets by name."),
    },
    "`manifest.json`, which `waybill build` writes: what deployment, review and console need to know of a build.",
  ),
};
