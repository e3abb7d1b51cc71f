import type { Reporter } from "../diagnostics/diagnostic.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../source/node.ts";
import type { Anchors } from "./anchors.ts";

/** Merge keys (`<<: *base`, `<<: [*a, *b]`): a map's own entries win over merged ones, an earlier source over a later one. */
export function mergeInto(
  own: readonly YamlEntry[],
  merges: readonly YamlEntry[],
  anchors: Anchors,
  reporter: Reporter,
): readonly YamlEntry[] {
  const entries = [...own];
  const known = new Set(own.map((entry) => entry.key.text));
  for (const merge of merges) {
    for (const source of sourcesOf(merge.value, reporter)) {
      if (!anchors.spend(source.entries.length, merge.key.span)) return entries;
      for (const entry of source.entries) {
        if (known.has(entry.key.text)) continue;
        known.add(entry.key.text);
        entries.push(entry);
      }
    }
  }
  return entries;
}

function sourcesOf(value: YamlNode, reporter: Reporter): readonly YamlMap[] {
  const candidates = value.type === "list" ? value.items : [value];
  return candidates.filter((candidate): candidate is YamlMap => {
    if (candidate.type === "map") return true;
    reporter.report(
      "WB1019",
      candidate.span,
      `A merge key takes a map, not a ${candidate.type === "list" ? "list" : "single value"}.`,
      {
        help: 'Write `<<: *name`, where `name` marks a map; or quote `"<<"` if a property is called so.',
      },
    );
    return false;
  });
}
