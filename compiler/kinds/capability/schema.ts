import { documentSchema } from "../shell.ts";
import {
  camelKeys,
  contractReference,
  expression,
  kebabKeys,
  later,
  listOf,
  mapOf,
  object,
  reference,
} from "../vocabulary.ts";

const operation = object(
  { input: contractReference("What it is given."), output: contractReference("What it gives back.") },
  ["input", "output"],
  "One operation, in canonical words.",
);

const implementation = object(
  {
    call: reference("The operation of a system that does it.", ["sap.createSalesOrder"]),
    in: reference(
      "The Mapping from the capability's input to that operation's. Not needed where they are the same.",
      ["order-to-sap"],
    ),
    out: reference(
      "The Mapping from that operation's output to the capability's. It may have a second `from`, named `input`.",
      ["sap-to-reference"],
    ),
    route: reference(
      "Instead of `call`: the Route that does it in several steps, with `trigger: { capability: … }`.",
      ["post-to-dynamics"],
    ),
  },
  [],
  "How a provider does one operation: by `call`, or by `route`.",
);

const rollout = object(
  {
    to: reference("The provider.", ["sap"]),
    when: expression("Who is served by it, a condition over `input`. The last one has none."),
    share: later("A share of keys.", "decide by `when`"),
    by: later("The key that is shared out.", "decide by `when`"),
    from: later("The day it begins.", "change the rollout on that day"),
    shadow: later("Another provider that is asked too, to compare.", "leave it out"),
  },
  ["to"],
  "One line of the rollout.",
);

export const capabilitySchema = documentSchema(
  "Capability",
  "A canonical service that no application owns, the systems that provide it, and the rollout that decides who is served by which. Routes call the capability, so that a provider can be replaced without touching them.",
  object(
    {
      pin: expression(
        "A key over `input`: once decided, all that happens to it later stays with the same provider.",
      ),
      operations: { ...mapOf(operation, "Operations by name.", camelKeys), minProperties: 1 },
      providers: {
        ...mapOf(
          mapOf(implementation, "Operation to how it is done; all of them.", camelKeys),
          "Providers by name, by convention the system's.",
          kebabKeys,
        ),
        minProperties: 1,
      },
      rollout: listOf(rollout, "Tried in order, decided once when a run is accepted.", 1),
    },
    ["operations", "providers", "rollout"],
    "What it does, who does it, and for whom.",
  ),
);
