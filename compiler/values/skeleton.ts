import type { NewEntry } from "../diagnostics/diagnostic.ts";
import type { Property, Shape, ShapeSet } from "../schema/shape.ts";
import { withoutNull } from "./target.ts";
import { inWords } from "./words.ts";

/** A blank that no compilation accepts: whoever forgets to fill it is told. */
const blank = "=…";

/** Schemas may hold themselves; so deep a person sees what is meant. */
const deepest = 4;

/**
 * What to write for a required property that is missing, with what it requires in turn.
 * @param form how objects and lists are written: by a mapping's forms, or as YAML's own maps
 */
export function skeleton(
  { name, shape }: Property,
  set: ShapeSet,
  form: "fields" | "plain",
  depth = 0,
): NewEntry {
  const key = yamlKey(name);
  const own = withoutNull(shape, set).shape;
  const list = own.kind === "list" && form === "fields" ? withoutNull(own.items, set).shape : undefined;
  const inner = (whole: Shape) =>
    whole.kind === "object" && depth < deepest
      ? whole.properties
          .filter(({ required }) => required)
          .map((property) => skeleton(property, set, form, depth + 1))
      : [];
  if (list) {
    const fields = inner(list);
    const made: NewEntry =
      fields.length > 0
        ? { key: "fields", value: fields }
        : { key: "value", value: blank, note: inWords(list) };
    return { key, value: [{ key: "each", value: blank }, { key: "as", value: "item" }, made] };
  }
  const fields = inner(own);
  if (fields.length === 0) return { key, value: blank, note: inWords(own) };
  return { key, value: form === "fields" ? [{ key: "fields", value: fields }] : fields };
}

/** A case of a match that is missing. */
export function caseSkeleton(value: string, target: Shape): NewEntry {
  return { key: yamlKey(value), value: blank, note: inWords(target) };
}

/** `total: =…  # money`, with what is nested in one line. */
export function skeletonText({ key, value, note }: NewEntry): string {
  if (typeof value !== "string")
    return `${key}: { ${value.map((entry) => skeletonText({ ...entry, note: "" })).join(", ")} }`;
  return `${key}: ${value}${note ? `  # ${note}` : ""}`;
}

/** Words that YAML takes for something else than text, and what it cannot have at a key's start, are quoted. */
function yamlKey(name: string): string {
  const plain = /^[A-Za-z_][\w.-]*$/.test(name) && !/^(?:null|true|false|yes|no|on|off|y|n)$/i.test(name);
  return plain ? name : JSON.stringify(name);
}
