import type { Area } from "../entry.ts";

/** WB2360 to WB2379: what an HTTP trigger exposes. */
export const http = {
  WB2360: {
    name: "keys-over-plain-http",
    severity: "error",
    title: "The keys that tokens are held against are fetched without encryption.",
  },
  WB2361: {
    name: "path-parameter",
    severity: "error",
    title: "A parameter of a path has no usable name, or the name of another.",
  },
  WB2362: {
    name: "taken-header",
    severity: "error",
    title: "An API key is to come in a header that means something else.",
  },
  WB2363: {
    name: "deadline-nobody-waits",
    severity: "info",
    title: "A route has a deadline for an answer that no step gives.",
  },
} as const satisfies Area;
