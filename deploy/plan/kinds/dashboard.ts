import { forEachService } from "../monitored.ts";
import type { ResourceKind } from "./kind.ts";

/** A dashboard for each service, where Grafana's sidecar looks for them. */
export const dashboardKind: ResourceKind = {
  ofEnvironment: (setting) =>
    forEachService(setting, "ConfigMap", "v1", ".dashboard", ({ name }) => ({
      labels: { grafana_dashboard: "1" },
      data: { [`${name}.json`]: setting.build.monitoring[name]?.dashboard ?? "{}" },
    })),
};
