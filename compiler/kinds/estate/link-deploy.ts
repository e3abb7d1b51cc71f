import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import type { DeploySpec } from "./deploy-spec.ts";
import type { Environment, EstateSpec } from "./spec.ts";

const onlyDistributed = ["drain", "restate", "kafka", "postgres"] as const;
const onlyEmbedded = ["resources", "storage"] as const;

/** Fields of which one says what the other would say otherwise. */
const alternatives = [
  ["expose", "ingress", "gateway"],
  ["secrets", "secret", "externalSecrets"],
  ["restate", "address", "install"],
  ["kafka", "address", "install"],
  ["kafka", "tls", "install"],
  ["kafka", "sasl", "install"],
  ["postgres", "address", "install"],
  ["postgres", "database", "install"],
  ["postgres", "tls", "install"],
] as const;

/** What `deploy` of an environment says must be of use there. */
export function linkDeploy(
  name: string,
  environment: Environment,
  document: SpecDocument<EstateSpec>,
  context: LinkContext,
): void {
  const { deploy, engine } = environment;
  if (deploy === undefined) return;
  const ranges = deploy.network?.ranges ?? {};
  for (const system of Object.keys(ranges))
    context.names.find("System", system, document.keySpan(ranges, system));
  for (const field of engine === "embedded" ? onlyDistributed : onlyEmbedded) {
    if (deploy[field] === undefined) continue;
    context.reporter.report(
      "WB3104",
      document.keySpan(deploy, field),
      `\`${field}\` means nothing in ${name}, which is ${engine}.`,
      {
        help:
          engine === "embedded"
            ? "Leave it out: an embedded environment is one process with its own store."
            : "Leave it out: in a distributed environment each Service has its own `scale` and `resources`, and nothing is stored in it.",
      },
    );
  }
  for (const [field, one, other] of alternatives) reportBoth(deploy, field, one, other, document, context);
}

function reportBoth(
  deploy: DeploySpec,
  field: (typeof alternatives)[number][0],
  one: string,
  other: string,
  document: SpecDocument<EstateSpec>,
  context: LinkContext,
): void {
  const value = deploy[field] as Readonly<Record<string, unknown>> | undefined;
  if (value?.[one] === undefined || value[other] === undefined) return;
  context.reporter.report(
    "WB3105",
    document.keySpan(value, other),
    `\`${field}\` says both \`${one}\` and \`${other}\`.`,
    { help: "Keep the one that is meant." },
  );
}
