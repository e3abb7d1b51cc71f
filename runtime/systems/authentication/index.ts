import type { System } from "../../contract/system.ts";
import { csrfToken } from "./csrf-token.ts";
import { oauth2Client } from "./oauth2-client.ts";
import type { Scheme, SchemeContext } from "./scheme.ts";
import { basic, bearer, header } from "./static.ts";

export type { Scheme, SchemeContext } from "./scheme.ts";

/** Every authentication scheme, by its kind. */
const schemes = { basic, bearer, header, oauth2Client };

const none: Scheme = { headers: async () => ({}) };

/** What a system's spec says of authentication, as headers. */
export function schemeOf(system: System, context: SchemeContext): Scheme {
  const { authentication } = system;
  const make =
    authentication &&
    (schemes[authentication.kind] as (
      authentication: System["authentication"],
      context: SchemeContext,
    ) => Scheme); // the registry is keyed by the kind it takes
  const scheme = make ? make(authentication, context) : none;
  return system.csrfToken ? csrfToken(scheme, context) : scheme;
}
