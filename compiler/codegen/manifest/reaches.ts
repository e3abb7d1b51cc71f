import type { Destination } from "../../manifest/manifest.ts";
import type { Plan, PlanRoute, PlanSystem } from "../../plan/plan.ts";
import type { PlanTrigger } from "../../plan/trigger.ts";

/** Everything there is simulated, and so are the issuers of tokens (as `runtime/service/settings.ts` has it). */
export function isSimulated(systems: readonly PlanSystem[], environment: string): boolean {
  const here = systems.filter(({ endpoints }) => endpoints[environment] !== undefined);
  return here.length > 0
    ? here.every(({ endpoints }) => endpoints[environment] === "simulated")
    : environment === "local";
}

/** In an environment that is deployed some of them are simulated, so that the image has what they answer by. `local` is a laptop. */
export function isSimulatedWhereDeployed(systems: readonly PlanSystem[], { estate }: Plan): boolean {
  return Object.keys(estate.environments).some(
    (environment) =>
      environment !== "local" && systems.some(({ endpoints }) => endpoints[environment] === "simulated"),
  );
}

/**
 * What a service opens connections to, by environment: the systems it calls, where their tokens are, and the keys of issuers.
 * @param called the systems whose operations it calls
 * @param known the systems that it knows, by which it tells whether it is simulated
 */
export function reachesOf(
  routes: readonly PlanRoute[],
  called: readonly PlanSystem[],
  known: readonly PlanSystem[],
  { estate }: Plan,
): Readonly<Record<string, readonly Destination[]>> {
  const issuers = routes.flatMap(({ trigger }) => issuersOf(trigger));
  return Object.fromEntries(
    Object.keys(estate.environments).map((environment) => [
      environment,
      distinct([
        ...called.flatMap((system) => ofSystem(system, environment)),
        ...(isSimulated(known, environment) ? [] : issuers),
      ]),
    ]),
  );
}

function ofSystem(
  { name, endpoints, authentication }: PlanSystem,
  environment: string,
): readonly Destination[] {
  const endpoint = endpoints[environment];
  if (endpoint === undefined || endpoint === "simulated") return [];
  const token = authentication?.kind === "oauth2Client" ? authentication.tokenUrl : "";
  // Other than an absolute one, it is below the endpoint.
  const addresses = /^https?:\/\//.test(token) ? [endpoint, token] : [endpoint];
  return addresses.flatMap((address) => destination(address, { system: name }));
}

function issuersOf(trigger: PlanTrigger): readonly Destination[] {
  const jwt = trigger.kind === "http" ? trigger["security"]?.jwt : undefined;
  return jwt === undefined ? [] : destination(jwt.jwks, { issuer: jwt.issuer });
}

function destination(address: string, whose: Pick<Destination, "system" | "issuer">): readonly Destination[] {
  if (!URL.canParse(address)) return [];
  const { protocol, hostname, port } = new URL(address);
  const usual = protocol === "https:" ? 443 : 80;
  return [{ host: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? usual : Number(port), ...whose }];
}

function distinct(destinations: readonly Destination[]): readonly Destination[] {
  const byText = new Map(destinations.map((each) => [JSON.stringify(each), each]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each);
}
