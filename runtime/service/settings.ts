import type { Estate, Route } from "../contract/route.ts";
import type { System } from "../contract/system.ts";

/** What a service cannot start without, all of it said at once. For people: the command prints it without a stack. */
export class StartError extends Error {
  constructor(reasons: readonly string[]) {
    super(reasons.join("\n"));
    this.name = "StartError";
  }
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** What the environment says (design, section 6). */
export interface Settings {
  readonly environment: string;
  readonly port: number;
  /** Folder of the embedded store. */
  readonly data: string;
  /** Undefined: `/admin` is closed. */
  readonly adminToken: string | undefined;
  /** Every endpoint here is simulated: nothing of this process is for others. */
  readonly simulated: boolean;
  /** Systems to answer for, where no address says otherwise. */
  readonly simulatedSystems: readonly string[];
  endpoint(system: Pick<System, "name" | "endpoints">, own: () => string): URL;
  secret(name: string, system?: Pick<System, "name" | "endpoints">): string;
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
  const secret = (name: string, system?: Pick<System, "name" | "endpoints">) =>
    variables[`WAYBILL_SECRET_${variableName(name)}`] || (isSimulated(system) ? `local-${name}` : undefined);

  const port = Number(variables["PORT"] || 4000);
  const reasons = [
    ...(Number.isInteger(port) && port >= 0 && port <= 65_535
      ? []
      : [`PORT is a number from 0 to 65535, not ${variables["PORT"] ?? ""}`]),
    ...(variables["WAYBILL_ENGINE"] && variables["WAYBILL_ENGINE"] !== "embedded"
      ? [`WAYBILL_ENGINE=${variables["WAYBILL_ENGINE"]}: this build runs on the embedded engine`]
      : []),
    ...estate.systems.flatMap((system) =>
      system.endpoints[environment] === undefined && !address(system.name)
        ? [
            `system ${system.name} has no endpoint in ${environment}: set WAYBILL_SYSTEM_${variableName(system.name)}_URL`,
          ]
        : [],
    ),
    ...estate.systems.flatMap(({ name }) =>
      address(name) && !URL.canParse(address(name) ?? "")
        ? [`WAYBILL_SYSTEM_${variableName(name)}_URL is no URL`]
        : [],
    ),
    ...needed(estate, routes).flatMap(({ name, system }) =>
      secret(name, system) === undefined
        ? [`secret ${name} is missing: set WAYBILL_SECRET_${variableName(name)}`]
        : [],
    ),
  ];
  if (reasons.length > 0) throw new StartError([...new Set(reasons)]);

  return {
    environment,
    port,
    data: variables["WAYBILL_DATA"] || ".waybill/data",
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
  };
}

/** `shopify-token` is `SHOPIFY_TOKEN`. */
export function variableName(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
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
