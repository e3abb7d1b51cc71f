import type { KindDefinition } from "../kind.ts";
import { linkServices } from "./link.ts";
import { lowerServices } from "./lower.ts";
import { serviceSchema } from "./schema.ts";

export const serviceKind: KindDefinition = {
  name: "Service",
  schema: serviceSchema,
  link: linkServices,
  lower: lowerServices,
};
