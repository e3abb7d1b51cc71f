import type { Area } from "../entry.ts";

/** WB2400 to WB2499. */
export const system = {
  WB2401: {
    name: "endpoint-missing",
    severity: "error",
    title: "A system has no endpoint for an environment.",
  },
  WB2402: {
    name: "undeclared-path-parameter",
    severity: "error",
    title: "A path names a parameter that the operation does not declare.",
  },
  WB2403: {
    name: "webhook-without-verification",
    severity: "error",
    title: "A webhook does not say how its sender proves itself.",
  },
  WB2404: {
    name: "one-way-only",
    severity: "error",
    title: "None or several ways are given where exactly one is wanted.",
  },
  WB2405: {
    name: "signature-incomplete",
    severity: "error",
    title: "A signature uses something that it does not say where to find.",
  },
  WB2406: {
    name: "outputs-differ",
    severity: "error",
    title: "An operation has different outputs for different successes.",
  },
  WB2407: {
    name: "path-expression",
    severity: "error",
    title: "A path is neither plain text nor one template literal.",
  },
  WB2408: {
    name: "openapi-operation",
    severity: "error",
    title: "An operation of an OpenAPI document cannot be taken over.",
  },
  WB2409: {
    name: "failure-twice",
    severity: "error",
    title: "A status is listed under two classes of failure.",
  },
  WB2411: {
    name: "found-missing",
    severity: "error",
    title: "An operation that looks for an earlier attempt does not say how to tell what it found.",
  },
  WB2410: {
    name: "verify-changes-something",
    severity: "error",
    title: "The operation that looks for an earlier attempt changes something itself.",
  },
} as const satisfies Area;
