import type { RouteTrigger } from "../../kinds/route/triggers/plan.ts";
import type { Plan, PlanRoute, PlanSystem } from "../../plan/plan.ts";

/** One address that a service opens connections to. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  /** Who is there: a System, or the issuer of tokens that a route takes. */
  readonly system?: string;
  readonly issuer?: string;
}

/** By environment: every address that these routes and systems are reached at. What is simulated is reached nowhere. */
export function destinationsOf(
  systems: readonly PlanSystem[],
  routes: readonly PlanRoute[],
  plan: Plan,
): Readonly<Record<string, readonly Destination[]>> {
  return Object.fromEntries(
    Object.keys(plan.estate.environments).map((environment) => [
      environment,
      distinct([
        ...systems.flatMap((system) => ofSystem(system, environment)),
        ...(simulatedIn(environment, plan) ? [] : routes.flatMap(ofIssuer)),
      ]),
    ]),
  );
}

/** The endpoint, and where its tokens are fetched where that is elsewhere. */
function ofSystem(
  { name, endpoints, authentication }: PlanSystem,
  environment: string,
): readonly Destination[] {
  const endpoint = endpoints[environment];
  if (endpoint === undefined || !URL.canParse(endpoint)) return [];
  const token = authentication?.kind === "oauth2Client" ? [authentication.tokenUrl] : [];
  return [endpoint, ...token.map((url) => new URL(url, endpoint).href)].map((url) => ({
    ...addressOf(url),
    system: name,
  }));
}

/** Keys of token issuers are fetched, but from the simulated one where every system is. */
function ofIssuer({ trigger }: PlanRoute): readonly Destination[] {
  const { kind, security } = trigger as RouteTrigger & { readonly kind: string };
  if (kind !== "http" || typeof security !== "object" || security === null || !("jwt" in security)) return [];
  const { jwt } = security as { readonly jwt?: { readonly issuer: string; readonly jwks: string } };
  return jwt === undefined ? [] : [{ ...addressOf(jwt.jwks), issuer: jwt.issuer }];
}

function simulatedIn(environment: string, { systems }: Plan): boolean {
  const here = systems.flatMap(({ endpoints }) => endpoints[environment] ?? []);
  return here.length > 0 ? here.every((endpoint) => endpoint === "simulated") : environment === "local";
}

function addressOf(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (protocol === "http:" ? 80 : 443) : Number(port),
  };
}

function distinct(destinations: readonly Destination[]): readonly Destination[] {
  const byText = new Map(destinations.map((each) => [JSON.stringify(each), each]));
  return [...byText.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}
