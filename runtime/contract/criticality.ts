/** How much the business depends on what a route does: that of its class, else of its domain. Decides who goes first where runs queue. */
export type Criticality = "critical" | "high" | "medium" | "low";
