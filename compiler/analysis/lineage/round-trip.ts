import type { LinkedMapping, Model } from "../../model/model.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import { flowsOf, type Give, type UnitFlow } from "../flow/index.ts";
import { type Field, schemaKey } from "../flow/value.ts";
import { type Edge, edgesOf } from "./edges.ts";
import { isRelated } from "./graph.ts";
import { type LossReport, leavesOf, lossesOfMapping } from "./losses.ts";
import { fieldName, namedSchemas } from "./names.ts";

/** A field that goes out by one mapping and does not come back by its inverse as it was. */
export interface Homecoming {
  /** `changes`: it is another one then. `loses`: it is less, or nothing. */
  readonly kind: "changes" | "loses";
  /** Its path in the schema that goes out and comes back. */
  readonly path: string;
  readonly says: string;
  /** Where the inverse gives it; what it does not give has no place. */
  readonly node?: YamlNode;
}

/** A mapping and the one that declares itself its inverse. */
interface Trip {
  readonly out: UnitFlow;
  readonly back: UnitFlow;
  /** What goes out and comes back, as lineage calls it. */
  readonly home: string;
  /** What it is out there: as it is sent, and as it is read again. */
  readonly sent: string;
  readonly read: string;
  readonly losses: LossReport["losses"];
  readonly model: Model;
}

/** Why a mapping cannot be the inverse of the one that it names. */
export function inverseProblem(
  inverse: LinkedMapping,
  forward: LinkedMapping,
  model: Model,
): string | undefined {
  const names = namedSchemas(model);
  const called = (key: string) => names.get(key)?.name ?? key;
  const home = schemaKey(inverse.to);
  if (!forward.from.some(({ schema }) => schemaKey(schema) === home))
    return `makes \`${called(home)}\`, which that mapping is not made from`;
  return readOf(inverse, forward, model) === undefined
    ? `reads nothing of \`${called(schemaKey(forward.to))}\`, which that mapping makes`
    : undefined;
}

/** Where it is read again: the very schema, or another operation's of the same system, whose fields have the same names. */
function readOf(inverse: LinkedMapping, forward: LinkedMapping, model: Model): string | undefined {
  const names = namedSchemas(model);
  const sent = schemaKey(forward.to);
  const keys = inverse.from.map(({ schema }) => schemaKey(schema));
  const owner = names.get(sent)?.owner;
  return keys.find((key) => key === sent) ?? keys.find((key) => names.get(key)?.owner === owner);
}

/** What does not come back as it went out, field by field. Undefined where the mapping is no inverse, or one of the two has an error. */
export function homecomings(inverse: LinkedMapping, model: Model): readonly Homecoming[] | undefined {
  const { name } = inverse.document.metadata;
  const { inverseOf = "" } = inverse.document.spec;
  const forward = model.mappings.get(inverseOf);
  const [out, back] = [inverseOf, name].map((each) =>
    flowsOf(model).find(({ unit }) => unit === `mapping ${each}`),
  );
  const read = forward && readOf(inverse, forward, model);
  if (!forward || !out || !back || read === undefined) return undefined;
  const trip: Trip = {
    out,
    back,
    home: schemaKey(inverse.to),
    sent: schemaKey(forward.to),
    read,
    losses: lossesOfMapping(inverseOf, model)?.losses ?? [],
    model,
  };
  return leavesOf(inverse.to).flatMap((field) => judge(field, trip) ?? []);
}

function judge(field: Field, trip: Trip): Homecoming | undefined {
  const sent = edgesOf(trip.out).filter(({ from }) => from.some((one) => isRelated(one, field)));
  const home = edgesOf(trip.back).filter(({ to }) => isRelated(to, field));
  const { path } = field;
  const places = pathsOf(
    sent.map(({ to }) => to),
    trip.sent,
  );
  const [first] = home;
  if (!first)
    return {
      kind: "loses",
      path,
      says: places.length > 0 ? `${goesOut(places, trip)}, and does not come back` : "does not go out",
    };
  const at = first.node && { node: first.node };
  const origins = home.flatMap(({ from }) => from);
  const sources = pathsOf(origins, trip.read);
  if (origins.length === 0) return constantly(field, places, home, trip);
  // It comes from something that never went out: that is not this trip's.
  if (sources.length === 0) return undefined;
  if (places.length === 0)
    return { kind: "changes", path, says: `does not go out, and comes back from \`${sources[0]}\``, ...at };
  if (!places.some((place) => sources.some((source) => overlap(place, source))))
    return {
      kind: "changes",
      path,
      says: `${goesOut(places, trip)}, and comes back from \`${sources.join("`, `")}\``,
      ...at,
    };
  return composed(field, trip) ?? narrowed(field, home, trip);
}

/** It is always the same one when it comes back. */
function constantly(field: Field, places: readonly string[], home: readonly Edge[], trip: Trip): Homecoming {
  const how = places.length > 0 ? goesOut(places, trip) : "does not go out";
  return {
    kind: places.length > 0 ? "changes" : "loses",
    path: field.path,
    says: `${how}, and comes back as what is written here`,
    ...(home[0]?.node && { node: home[0].node }),
  };
}

function goesOut(places: readonly string[], { sent, model }: Trip): string {
  return `goes out as ${places.map((path) => `\`${fieldName({ schema: sent, path }, model)}\``).join(", ")}`;
}

function pathsOf(fields: readonly Field[], schema: string): readonly string[] {
  return [...new Set(fields.flatMap((field) => (field.schema === schema ? [field.path] : [])))];
}

/** The same field, or one that is a part of the other. */
function overlap(left: string, right: string): boolean {
  return isRelated({ schema: "", path: left }, { schema: "", path: right });
}

function narrowed(
  { path }: Field,
  home: readonly Edge[],
  { losses, home: schema, model }: Trip,
): Homecoming | undefined {
  const name = fieldName({ schema, path }, model);
  const loss = losses.find(({ field, kind }) => field === name && kind !== "left behind");
  return (
    loss && {
      kind: "loses",
      path,
      says: `goes out ${loss.kind}: ${loss.says}`,
      ...(home[0]?.node && { node: home[0].node }),
    }
  );
}

/** Of two matches, or two lookups, one after the other: what a value is when it comes back. */
function composed(field: Field, trip: Trip): Homecoming | undefined {
  const back = trip.back.gives.find(
    ({ to }) => schemaKey(to.schema) === field.schema && to.path === field.path,
  );
  const from =
    back && [...back.value.chosenBy, ...back.value.origins].filter(({ schema }) => schema === trip.read);
  const out = trip.out.gives.find(
    ({ to, value }) =>
      from?.some(({ path }) => path === to.path) === true &&
      [...value.chosenBy, ...value.origins].some(
        (one) => one.schema === field.schema && one.path === field.path,
      ),
  );
  if (!back || !out) return undefined;
  return out.match && back.match ? matches(field.path, out, back) : lookups(field.path, out, back);
}

function matches(path: string, out: Give, back: Give): Homecoming | undefined {
  const cases = out.match?.cases ?? [];
  const home = new Map(back.match?.cases.map(({ key, gives }) => [key, gives]));
  const changed = cases.flatMap(({ key, gives }) => {
    const value = gives === undefined ? undefined : (home.get(gives) ?? home.get(""));
    return key === "" || value === undefined || value === key ? [] : [{ key, gives, value }];
  });
  if (changed.length === 0) return undefined;
  const says = changed.map(
    ({ key, gives, value }) => `\`${key}\` goes out as \`${gives}\` and comes back as \`${value}\``,
  );
  // Where two become one, only one of them can come back.
  const merged = changed.every(({ gives, value }) =>
    cases.some((one) => one.key === value && one.gives === gives),
  );
  return { kind: merged ? "loses" : "changes", path, says: says.join(", "), node: back.node };
}

function lookups(path: string, out: Give, back: Give): Homecoming | undefined {
  if (out.crosswalk === undefined || back.crosswalk === undefined) return undefined;
  const [sent, read] = [columnsOf(out.node), columnsOf(back.node)];
  if (out.crosswalk === back.crosswalk && sent.from === read.to && sent.to === read.from) return undefined;
  const way = (crosswalk: string, { from, to }: Columns) => `crosswalk ${crosswalk} from ${from} to ${to}`;
  return {
    kind: "changes",
    path,
    says: `goes out by ${way(out.crosswalk, sent)}, and comes back by ${way(back.crosswalk, read)}`,
    node: back.node,
  };
}

interface Columns {
  readonly from: string;
  readonly to: string;
}

function columnsOf(node: YamlNode): Columns {
  const [from, to] = [entryOf(node, "from")?.value, entryOf(node, "to")?.value];
  return {
    from: from?.type === "map" ? (from.entries[0]?.key.text ?? "") : "",
    to: to?.type === "scalar" ? to.text : "",
  };
}
