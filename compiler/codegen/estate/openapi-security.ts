import type { JwtSecurity, Security } from "../../../runtime/contract/security.ts";
import type { Plan } from "../../plan/plan.ts";

/** Alternatives, each a scheme with the scopes it must have (OpenAPI 3.1, 4.8.30). */
export function requirementsOf({ apiKey, jwt }: Security): readonly unknown[] {
  return [
    ...(apiKey ? [{ [headerScheme(apiKey.header)]: apiKey.scopes }] : []),
    ...(jwt ? [{ [tokenScheme(jwt)]: jwt.scopes }] : []),
  ];
}

/** The schemes of all routes, by name. */
export function securitySchemesOf(plan: Plan): Readonly<Record<string, unknown>> {
  const schemes = plan.routes.flatMap(({ trigger }) =>
    trigger.kind === "http" && trigger.security ? schemesOf(trigger.security) : [],
  );
  return Object.fromEntries(schemes.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function schemesOf({ apiKey, jwt }: Security): (readonly [string, unknown])[] {
  return [
    ...(apiKey
      ? [[headerScheme(apiKey.header), { type: "apiKey", in: "header", name: apiKey.header }] as const]
      : []),
    ...(jwt
      ? [
          [
            tokenScheme(jwt),
            {
              type: "http",
              scheme: "bearer",
              bearerFormat: "JWT",
              description: `A token of ${jwt.issuer} for ${jwt.audience}.`,
            },
          ] as const,
        ]
      : []),
  ];
}

function headerScheme(header: string): string {
  return `header-${header.toLowerCase()}`;
}

/** Component names match `^[a-zA-Z0-9._-]+$` (4.8.7). */
function tokenScheme({ issuer, audience }: JwtSecurity): string {
  return `token-${`${issuer.replace(/^https?:\/\//, "")}-${audience}`.replace(/[^a-zA-Z0-9._-]+/g, "-")}`;
}
