import type { SpecDocument } from "../../../../kinds/document.ts";
import type { ServiceSpec } from "../../../../kinds/service/spec.ts";
import type { Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** A partition has one taker in each group: replicas beyond the partitions take no events, and more partitions later cost order. */
export const replicasWithoutEvents: Rule = {
  name: "replicas-without-events",
  codes: ["WB3411"],
  check(model, reporter) {
    const { estate, services } = model;
    if (!estate) return;
    for (const [name, { engine, deploy }] of Object.entries(estate.spec.environments)) {
      const { kafka } = deploy ?? {};
      const partitions = engine === "distributed" ? kafka?.partitions : undefined;
      if (kafka === undefined || partitions === undefined) continue;
      for (const service of services) {
        const { scale } = service.spec;
        if (scale === undefined || scale.max <= partitions || !takesEvents(service, model)) continue;
        reporter.report(
          "WB3411",
          service.spanOf(scale, "max"),
          `In ${name} a topic has ${partitions} ${partitions === 1 ? "partition" : "partitions"}, so of ${scale.max} replicas ${scale.max - partitions} take no events.`,
          {
            help: `Give topics ${scale.max} partitions before the first event, twice as many spread evenly; or let \`max\` be ${partitions}.`,
            related: [{ message: "The partitions are said here.", span: estate.spanOf(kafka, "partitions") }],
          },
        );
      }
    }
  },
};

function takesEvents({ spec: { routes: named } }: SpecDocument<ServiceSpec>, { routes }: Model): boolean {
  return [...routes.values()].some(
    ({ metadata, spec }) =>
      spec.trigger.event !== undefined &&
      ("domain" in named ? metadata.domain === named.domain : named.includes(metadata.name)),
  );
}
