import type { KindDefinition } from "../kind.ts";
import { serviceSchema } from "./schema.ts";

export const serviceKind: KindDefinition = {
  name: "Service",
  schema: serviceSchema,
};
