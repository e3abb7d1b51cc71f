import { applied, listOf, minimum, most, shortened } from "../methods.ts";
import { derived, itemOf, itemsCounted, nothing, told, type Value } from "../value.ts";
import type { Call, LibraryRules } from "./rule.ts";

/** Lists, and what may be missing. */
export const listRules: LibraryRules = {
  first: ({ argument }) => itemOf(argument(0), minimum(argument(0)) === 0),
  last: ({ argument }) => itemOf(argument(0), minimum(argument(0)) === 0),
  count: ({ argument, count }) =>
    told(
      [argument(0)],
      { ...itemsCounted(argument(0)), ...(count > 1 && { minimum: 0 }) },
      argument(0).missing,
    ),
  compact: ({ argument }) => {
    const list = argument(0);
    // Of a list that is written out it is known which items are surely there.
    const sure = list.entries?.filter(({ missing }) => !missing).length ?? 0;
    return listOf(list, { ...itemOf(list), missing: false }, sure, most(list));
  },
  unique: ({ argument }) => shortened(argument(0), 1),
  groupBy: (call) => {
    const list = call.argument(0);
    const key = keyOf(call);
    const members = new Map([
      ["key", key],
      ["items", { ...list, missing: false }],
    ]);
    const group: Value = { ...derived([key, list], { kind: "object", properties: [] }), members };
    return listOf(list, group, Math.min(minimum(list), 1), most(list));
  },
  sortBy: ({ argument }) => argument(0),
  reverse: ({ argument }) => argument(0),
  findBy: (call) => {
    const found = itemOf(call.argument(0), true);
    return { ...found, chosenBy: [...found.chosenBy, ...keyOf(call).origins, ...call.argument(2).origins] };
  },
  present: ({ argument }) => told([argument(0)], { kind: "boolean" }),
  fail: () => ({ ...nothing, missing: false }),
  required: ({ argument }) => ({ ...argument(0), missing: false }),
  notPersonal: ({ argument }) => ({
    ...argument(0),
    personal: [],
    declassified: true,
  }),
};

function keyOf(call: Call): Value {
  return applied(call.expression(1), call.argument(0), call.scope);
}
