import type { KindDefinition } from "../kind.ts";
import { crosswalkSchema } from "./schema.ts";

export const crosswalkKind: KindDefinition = {
  name: "Crosswalk",
  schema: crosswalkSchema,
};
