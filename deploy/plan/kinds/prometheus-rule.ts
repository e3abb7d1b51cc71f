import { forEachService } from "../monitored.ts";
import type { ResourceKind } from "./kind.ts";

/** The alert rules that the build made from policies and classes. */
export const prometheusRuleKind: ResourceKind = {
  ofEnvironment: (setting) =>
    forEachService(setting, "PrometheusRule", "monitoring.coreos.com/v1", "", ({ name }) => ({
      spec: { groups: setting.build.monitoring[name]?.groups ?? [] },
    })),
};
