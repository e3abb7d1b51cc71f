import type { YamlMap, YamlNode } from "../source/node.ts";
import type { Span } from "../source/source.ts";

/** What parse makes of one YAML document that is a spec. */
export interface ParsedDocument {
  readonly file: string;
  readonly node: YamlMap;
  /** Its YAML has errors: it is kept only so that references to it stay silent. */
  readonly broken?: true;
}

export interface Metadata {
  readonly name: string;
  readonly domain?: string;
  readonly owner?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly description?: string;
}

/**
 * A document whose shape is valid. `spec` is plain data typed by its kind; expressions are their text, `=` included.
 * Where a kind's schema says `"x-waybill": "value"`, the data is the `YamlNode` itself, to be read later against a type.
 */
export interface SpecDocument<Spec = unknown> {
  readonly kind: string;
  readonly file: string;
  readonly metadata: Metadata;
  readonly spec: Spec;
  readonly node: YamlMap;
  /** The node that a property of `metadata` or `spec` (or anything in them) was read from: `nodeOf(step, "with")`; without `key` the object's own. */
  nodeOf(owner: object, key?: string | number): YamlNode;
  /** Its span; for a key, `keySpan` gives the place of the key itself. */
  spanOf(owner: object, key?: string | number): Span;
  keySpan(owner: object, key: string): Span;
}

/** One step of the one sorted list of kinds in `compiler/kinds/index.ts`. */
export interface Kind {
  readonly name: string;
  /** JSON Schema 2020-12 of a whole document, published as `docs/schemas/<kind>.json`; its descriptions are the reference page. */
  readonly schema: Readonly<Record<string, unknown>>;
}
