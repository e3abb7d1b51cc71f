import type { RouteSpec } from "../../../../kinds/route/spec.ts";
import { perDocument } from "../../per-document.ts";
import type { Rule } from "../../rule.ts";

/** What anybody can reach is asked by anybody, as often as they like, unless the route says who and how often. */
export const exposedApi: Rule = {
  name: "exposed-api",
  codes: ["WB3302", "WB3303"],
  check(model, reporter) {
    for (const route of model.routes.values()) checkApi(route, reporter);
  },
};

const checkApi = perDocument<RouteSpec, []>((route, reporter) => {
  const { trigger } = route.spec;
  const { http } = trigger;
  if (!http) return;
  const api = `${http.method} ${http.path}`;
  const span = route.keySpan(trigger, "http");
  if (!http.security)
    reporter.report("WB3302", span, `${api} is open: nothing says who may ask.`, {
      help: "Add `security: { apiKey: { scopes: [orders] } }` to the trigger, or waive this with the reason why it is for everybody.",
    });
  if (http.rate === undefined)
    reporter.report("WB3303", span, `${api} takes as many requests as are sent: it has no \`rate\`.`, {
      help: "Add `rate: 50/s` to the trigger: what its callers need at their peak. Whoever asks more often gets 429.",
    });
});
