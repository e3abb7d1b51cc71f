import type { SimulatedRequest, SimulatedResponse, SimulationData } from "./data.ts";
import { jsonResponse, problemResponse } from "./response.ts";

type SystemData = NonNullable<SimulationData["systems"]>[number];

const token = "simulated-token";
const csrf = "simulated-csrf-token";

/** What a system answers before any operation: a token, a CSRF token, or a refusal of a call without credentials. They are not kept as calls. */
export function accessAnswer(
  system: SystemData | undefined,
  request: SimulatedRequest,
): SimulatedResponse | undefined {
  if (isTokenRequest(request))
    return jsonResponse(200, { access_token: token, token_type: "Bearer", expires_in: 3600 });
  const missing = missingCredential(system, request);
  if (missing)
    return problemResponse(401, "Not authenticated", [{ pointer: "", reason: `${missing} is missing` }]);
  if (request.headers["x-csrf-token"]?.toLowerCase() === "fetch") {
    return {
      ...jsonResponse(200, {}),
      headers: {
        "content-type": "application/json",
        "x-csrf-token": csrf,
        "set-cookie": "SAP_SESSIONID=simulated; path=/",
      },
    };
  }
  const changing = request.method !== "GET" && request.method !== "HEAD";
  if (system?.csrfToken && changing && request.headers["x-csrf-token"] !== csrf) {
    const refusal = problemResponse(403, "CSRF token validation failed", []);
    return { ...refusal, headers: { ...refusal.headers, "x-csrf-token": "Required" } };
  }
  return undefined;
}

/** RFC 6749, 4.4.2. */
function isTokenRequest({ method, headers, body }: SimulatedRequest): boolean {
  return (
    method === "POST" &&
    (headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded") &&
    new URLSearchParams(body).get("grant_type") === "client_credentials"
  );
}

function missingCredential(
  system: SystemData | undefined,
  { headers }: SimulatedRequest,
): string | undefined {
  const authentication = system?.authentication;
  if (!authentication) return undefined;
  const name = authentication.kind === "header" ? authentication.name : "authorization";
  return headers[name.toLowerCase()] ? undefined : name;
}
