import type { EnvironmentSettings, Estate } from "../contract/estate.ts";
import type { Route } from "../contract/route.ts";
import type { System } from "../contract/system.ts";
import { variableName } from "../contract/variable-name.ts";
import { parseKeys } from "../edge/security/key-set.ts";
import type { History } from "../engine/embedded/index.ts";
import { secretsOf, type Variables } from "./secrets.ts";

/** What a service cannot start without, all of it said at once. For people: the command prints it without a stack. */
export class StartError extends Error {
  constructor(reasons: readonly string[]) {
    super(reasons.join("\n"));
    this.name = "StartError";
  }
}

export type { Variables } from "./secrets.ts";

/** What the environment says (design, section 6). */
export interface Settings {
  readonly environment: string;
  readonly engine: "embedded" | "distributed";
  readonly port: number;
  /** Folder of the embedded store. */
  readonly data: string;
  /** Folder that copies of the store go to. Undefined: none are made. */
  readonly backups: string | undefined;
  /** The store was put back from a copy that does not say so by itself; each text counts once. */
  readonly putBack: string | undefined;
  /** When messages are turned away; what is not said is the engine's default. */
  readonly backlog: { readonly runs?: number; readonly ageMs?: number };
  /** How long what is over is kept, by route. */
  readonly history: History;
  /** Undefined: `/admin` is closed. */
  readonly adminToken: string | undefined;
  /** Every endpoint here is simulated: nothing of this process is for others. */
  readonly simulated: boolean;
  /** Systems to answer for, where no address says otherwise. */
  readonly simulatedSystems: readonly string[];
  endpoint(system: Pick<System, "name" | "endpoints">, own: () => string): URL;
  secret(name: string, system?: Pick<System, "name" | "endpoints">): string;
  readonly previousSecret: (name: string) => string | undefined;
  /** Where an issuer's keys are fetched. In a simulated environment those of the simulated issuer, but for an address on this machine. */
  keySet(declared: string, own: () => string): URL;
}

/** Reads the environment and holds it against what the estate needs. Throws a `StartError`. */
export function settingsOf(
  estate: Estate,
  routes: readonly Route<unknown>[],
  variables: Variables,
): Settings {
  const environment = variables["WAYBILL_ENVIRONMENT"] || "local";
  const here = estate.systems.filter(({ endpoints }) => endpoints[environment] !== undefined);
  const simulated =
    here.length > 0
      ? here.every(({ endpoints }) => endpoints[environment] === "simulated")
      : environment === "local";
  const isSimulated = (system: Pick<System, "endpoints"> | undefined) =>
    system ? system.endpoints[environment] === "simulated" : simulated;
  const address = (name: string) => variables[`WAYBILL_SYSTEM_${variableName(name)}_URL`] || undefined;
  const secrets = secretsOf(variables);
  const secret = (name: string, system?: Pick<System, "name" | "endpoints">) =>
    secrets.read(name) ?? (isSimulated(system) ? `local-${name}` : undefined);

  const engine = variables["WAYBILL_ENGINE"] || "embedded";
  const port = Number(variables["PORT"] || 4000);
  const misplaced = estate.systems.flatMap((system) =>
    addressFaults(system, environment, address(system.name)),
  );
  const reasons = [
    ...variableFaults(variables, port, engine),
    ...(misplaced.length > 0 ? environmentFaults(estate, environment) : []),
    ...misplaced,
    ...needed(estate, routes).flatMap(({ name, system }) =>
      secret(name, system) === undefined
        ? [`secret ${name} is missing: set WAYBILL_SECRET_${variableName(name)}`]
        : [],
    ),
    ...keySecrets(routes).flatMap((name) => {
      const fault = keysFault(secret(name));
      return fault === undefined ? [] : [`secret ${name} holds no API keys: ${fault}`];
    }),
  ];
  if (reasons.length > 0) throw new StartError([...new Set(reasons)]);

  return {
    environment,
    engine: engine === "distributed" ? engine : "embedded",
    port,
    data: variables["WAYBILL_DATA"] || ".waybill/data",
    backups: variables["WAYBILL_BACKUPS"] || undefined,
    putBack: variables["WAYBILL_RESTORED"] || undefined,
    backlog: backlogOf(estate.environments?.[environment]?.backlog, variables),
    history: historyOf(estate.environments?.[environment]?.history, routes),
    adminToken: variables["WAYBILL_ADMIN_TOKEN"] || (simulated ? "local" : undefined),
    simulated,
    simulatedSystems: here
      .filter((system) => isSimulated(system) && !address(system.name))
      .map(({ name }) => name),
    endpoint(system, own) {
      const url = address(system.name) ?? system.endpoints[environment];
      return new URL(url === undefined || url === "simulated" ? `${own()}/simulated/${system.name}` : url);
    },
    secret(name, system) {
      const value = secret(name, system);
      if (value === undefined)
        throw new StartError([`secret ${name} is missing: set WAYBILL_SECRET_${variableName(name)}`]);
      return value;
    },
    previousSecret: (name) => secrets.previous(name),
    keySet: (declared, own) =>
      new URL(simulated && !isHere(declared) ? `${own()}/simulate/issuer/keys` : declared),
  };
}

/** What is wrong with variables that any estate may be given. */
function variableFaults(variables: Variables, port: number, engine: string): readonly string[] {
  return [
    ...(Number.isInteger(port) && port >= 0 && port <= 65_535
      ? []
      : [`PORT is a number from 0 to 65535, not ${variables["PORT"] ?? ""}`]),
    ...["WAYBILL_BACKLOG_RUNS", "WAYBILL_BACKLOG_AGE_SECONDS"].flatMap((name) =>
      variables[name] && !/^[1-9]\d{0,8}$/.test(variables[name])
        ? [`${name} is a whole number above 0, not ${variables[name]}`]
        : [],
    ),
    ...(engine === "embedded" || engine === "distributed"
      ? []
      : [`WAYBILL_ENGINE is embedded or distributed, not ${engine}`]),
  ];
}

/** A misspelt environment is said first: what is missing in it is then no news. */
function environmentFaults({ systems }: Pick<Estate, "systems">, environment: string): readonly string[] {
  const known = new Set(systems.flatMap(({ endpoints }) => Object.keys(endpoints)));
  return known.size === 0 || known.has(environment)
    ? []
    : [
        `no system is in an environment ${environment}: WAYBILL_ENVIRONMENT is one of ${[...known].join(", ")}`,
      ];
}

/** What is wrong with where a system is. `address`: what its variable says. */
function addressFaults(
  { name, endpoints }: Pick<System, "name" | "endpoints">,
  environment: string,
  address: string | undefined,
): readonly string[] {
  const variable = `WAYBILL_SYSTEM_${variableName(name)}_URL`;
  if (address !== undefined)
    return /^https?:$/.test(URL.parse(address)?.protocol ?? "")
      ? []
      : [`${variable} is a URL that begins with http:// or https://, not ${address}`];
  return endpoints[environment] === undefined
    ? [`system ${name} has no endpoint in ${environment}: set ${variable}`]
    : [];
}

function isHere(address: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(address).hostname);
}

function keySecrets(routes: readonly Route<unknown>[]): readonly string[] {
  return routes.flatMap(({ trigger }) =>
    trigger.kind === "http" && trigger.security?.apiKey ? [trigger.security.apiKey.secret] : [],
  );
}

function keysFault(text: string | undefined): string | undefined {
  try {
    parseKeys(text ?? "");
    return undefined;
  } catch (error) {
    return (error as Error).message; // parseKeys throws nothing else
  }
}

interface Need {
  readonly name: string;
  readonly system?: Pick<System, "name" | "endpoints">;
}

function needed(estate: Estate, routes: readonly Route<unknown>[]): readonly Need[] {
  const calls = estate.systems.flatMap((system) =>
    system.authentication ? [{ name: system.authentication.secret, system }] : [],
  );
  const triggers = routes.flatMap(({ trigger }): Need[] => {
    if (trigger.kind === "webhook" && trigger.webhook.verify)
      return [{ name: trigger.webhook.verify.secret, system: trigger.webhook.system }];
    if (trigger.kind === "http" && trigger.security?.apiKey)
      return [{ name: trigger.security.apiKey.secret }];
    return [];
  });
  return [...calls, ...triggers];
}

/** The variables over the estate. */
function backlogOf(declared: Settings["backlog"] | undefined, variables: Variables): Settings["backlog"] {
  const runs = Number(variables["WAYBILL_BACKLOG_RUNS"]) || declared?.runs;
  const ageMs = Number(variables["WAYBILL_BACKLOG_AGE_SECONDS"]) * 1000 || declared?.ageMs;
  return { ...(runs !== undefined && { runs }), ...(ageMs !== undefined && { ageMs }) };
}

/** Where nobody says otherwise. */
const historyMs = 30 * 86_400_000;

function historyOf(
  declared: EnvironmentSettings["history"],
  routes: readonly Route<unknown>[],
): Settings["history"] {
  const byRoute = routes.flatMap(({ name, class: of }) => {
    const keepMs = of === undefined ? undefined : declared?.byClass?.[of];
    return keepMs === undefined ? [] : [[name, keepMs] as const];
  });
  return { defaultMs: declared?.defaultMs ?? historyMs, byRoute: Object.fromEntries(byRoute) };
}
