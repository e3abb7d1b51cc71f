import { documentSchema } from "../shell.ts";
import {
  diagnosticCode,
  duration,
  expression,
  kebabName,
  listOf,
  mapOf,
  object,
  reference,
  secret,
  text,
  word,
  wordKeys,
} from "../vocabulary.ts";
import { deploySettings } from "./deploy-schema.ts";

const criticality = word(["low", "medium", "high", "critical"], "How much the business depends on it.");

const domain = object(
  {
    owner: text("The team that answers for everything in the domain, unless a document names its own."),
    criticality,
    recovery: object(
      {
        point: duration("How much may be lost: `0s` is nothing."),
        time: duration("How long it may be down."),
      },
      ["point", "time"],
      "Recovery objectives.",
    ),
  },
  ["owner", "criticality"],
  "One business domain.",
);

const integrationClass = object(
  {
    criticality,
    latency: word(
      ["interactive", "seconds", "minutes", "hours", "daily"],
      "How soon the business needs it done.",
    ),
    sensitivity: word(["none", "operational", "personal", "financial"], "What kind of transaction it is."),
    failureImpact: word(
      ["none", "internal", "customer", "stock", "ledger"],
      "Who or what is hurt when it fails.",
    ),
    policy: reference("The Policy that routes of this class follow unless they name their own.", [
      "order-intake",
    ]),
  },
  ["criticality", "latency", "sensitivity", "failureImpact", "policy"],
  "One class of integration. A route names it.",
);

const environment = object(
  {
    engine: word(
      ["embedded", "distributed"],
      "What makes runs durable there: SQLite in one process, or Restate for many.",
    ),
    events: text("What carries events between services of a distributed environment, such as `kafka`."),
    namespace: kebabName("The Kubernetes namespace."),
    secrets: listOf(
      secret("A secret."),
      "The secrets that exist there. Where they are listed, one that a system or a route uses must be among them.",
    ),
    publicUrl: {
      type: "string",
      pattern: "^https?://\\S+$",
      "x-error": "a URL such as `https://integration.northwind.example`",
      description: "Where the outside reaches it.",
    },
    backlog: object(
      {
        runs: {
          type: "integer",
          minimum: 1,
          description:
            "Runs accepted and not finished before new messages are answered 503 with `Retry-After`. One route takes at most half of it, and a tenth is kept for routes of criticality `critical`. Default: 10000.",
        },
        age: duration(
          "How long the oldest run of a route may wait for its turn before that route's new messages are answered 503 with `Retry-After`. Default: no limit, but a synchronous route's own `deadline`.",
        ),
      },
      [],
      "When messages are turned away rather than taken.",
    ),
    history: mapOf(
      duration("For how long after its end."),
      "How long what is over is kept: by class of integration, and `default` for the rest and for events. Never shorter than idempotency keys and dead letters are promised. Default: 30d.",
      wordKeys,
    ),
    deploy: deploySettings,
  },
  ["engine"],
  "One place where the estate runs.",
);

const ruleSeverity = object(
  {
    code: diagnosticCode("The diagnostic."),
    severity: word(
      ["error", "warning", "off"],
      "How it counts in this estate. What says that something cannot work stays an error.",
    ),
    reason: text("Why this estate wants it so."),
  },
  ["code", "severity", "reason"],
  "How one diagnostic counts.",
);

/** Of what an estate's own checks can be asked. */
const checkedKinds = [
  "Capability",
  "Contract",
  "Crosswalk",
  "Function",
  "Mapping",
  "Policy",
  "Process",
  "Reconciliation",
  "Route",
  "Scenario",
  "Service",
  "System",
];

const sees =
  "Sees `name`, `domain`, `owner`, `labels` and `spec` of the document: its words as they are written, durations and rates as text.";

const estateCheck = object(
  {
    name: kebabName("What a violation is called; a waiver names it as its `path`."),
    severity: word(["error", "warning"], "How a violation counts. Default: `warning`."),
    reason: text("Why this estate asks for it."),
    for: word(checkedKinds, "The kind of document that is asked."),
    where: expression(`Which of them are asked; without it, all. ${sees}`),
    must: expression(`What must be true of each. ${sees}`),
    message: text("What a violation says. Default: the document, the check's name and its reason."),
    help: text("What to do about one."),
  },
  ["name", "reason", "for", "must"],
  "A check of the estate's own.",
);

const outage = object(
  {
    system: reference("The System that does not answer.", ["sap"]),
    lasting: duration("For how long."),
    drainedWithin: duration("How long it may take afterwards until all that has come meanwhile is done."),
  },
  ["system", "lasting", "drainedWithin"],
  "One outage, such as a vendor's maintenance window.",
);

export const estateSchema = documentSchema(
  "Estate",
  "The retailer: its domains and who owns them, classes of integration, clearance for personal data, and the environments it runs in. There is exactly one.",
  object(
    {
      domains: { ...mapOf(domain, "Business domains by name.", wordKeys), minProperties: 1 },
      classes: mapOf(integrationClass, "Classes of integration by name.", wordKeys),
      personalData: mapOf(
        listOf(text("A domain."), "The domains cleared for it."),
        "Class of personal data (the word of `x-personal` in contracts) to the domains that may hold it.",
        wordKeys,
      ),
      environments: {
        ...mapOf(environment, "Environments by name. `local` is what runs on a laptop.", wordKeys),
        minProperties: 1,
      },
      checks: listOf(estateCheck, "What this estate asks of its specs beyond what Waybill does."),
      outages: mapOf(
        outage,
        "Outages by name that the estate is prepared for: the backlog of each, from the routes' `load` and the system's `rate`, is worked off in time.",
        wordKeys,
      ),
      rules: listOf(ruleSeverity, "Diagnostics that count for more or for less here than they usually do."),
    },
    ["domains", "environments"],
    "What the estate consists of.",
  ),
);
