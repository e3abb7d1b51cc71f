import type { Area } from "../entry.ts";

/** WB3100 to WB3199. */
export const service = {
  WB3101: {
    name: "route-in-no-service",
    severity: "error",
    title: "A route belongs to no service, so nothing would run it.",
  },
  WB3102: { name: "same-path", severity: "error", title: "Two routes listen at the same path." },
  WB3103: { name: "route-in-two-services", severity: "error", title: "A route belongs to two services." },
  WB3104: {
    name: "useless-deploy-setting",
    severity: "error",
    title: "A setting of deployment means nothing in its environment's engine.",
  },
  WB3105: {
    name: "deploy-setting-said-twice",
    severity: "error",
    title: "A setting of deployment is said in two ways that exclude each other.",
  },
} as const satisfies Area;
