import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../../source/node.ts";
import type { Data } from "../data.ts";
import type { Shape } from "../shape.ts";

/** Where a schema stands: what `#/…` begins from and what a file's path is relative to. */
export interface Place {
  readonly file: string;
  readonly root: YamlNode;
  /** Tells documents apart: a file's path, or path and offset of a schema that stands inside a spec. */
  readonly id: string;
}

/** JSON Schema 2020-12 as `ajv` takes it. */
export type JsonSchema = boolean | { [keyword: string]: Data };

/** What one schema node says: for the compiler, and for the validator. */
export interface Reading {
  readonly shape: Shape;
  readonly schema: JsonSchema;
}

/** The keywords of one schema node, by name; of a name said twice the last counts, as in JSON. */
export interface Words {
  readonly node: YamlMap;
  readonly place: Place;
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly get: (keyword: string) => YamlNode | undefined;
}

/** What the files of this folder ask of each other: `schema.ts` fills it in. */
export interface Reader extends Reporter {
  read(node: YamlNode, place: Place): Reading;
  /** A schema of which only the validator takes notice (`not`, `if`, …): `$ref`s made local, otherwise as it stands. */
  assertion(node: YamlNode, place: Place): Data;
  /** The reading of a `$ref`: a built-in type, or a named one that stands in `$defs`. */
  refer(reference: YamlNode, place: Place): Reading;
  /** The shape of a name that has been read. Undefined while it is being read: a schema that needs itself to be combined. */
  readonly named: (name: string) => Shape | undefined;
}

export const anything: Reading = { shape: { kind: "any" }, schema: true };
