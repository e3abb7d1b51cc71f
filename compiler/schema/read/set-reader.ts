import type { Reporter } from "../../diagnostics/diagnostic.ts";
import type { YamlNode } from "../../source/node.ts";
import { pascalCase, Scope } from "../../spelling/names.ts";
import { builtins } from "../builtin.ts";
import { type Data, textOf } from "../data.ts";
import type { Shape } from "../shape.ts";
import { readAssertion } from "./assertion.ts";
import { data } from "./object.ts";
import { anything, type JsonSchema, type Place, type Reader, type Reading } from "./reader.ts";
import { type SchemaContext, type Target, targetOf } from "./refer.ts";
import { readNode } from "./schema.ts";

/** More schema nodes than any vendor's document has; anchors can make a few lines into billions. */
const most = 50_000;
const deepest = 200;

/** What needs no name of its own where it is only the middle of something. */
const plain = new Set(["text", "integer", "number", "decimal", "money", "instant", "boolean", "null", "any"]);

/**
 * Reads a root and all that it refers to. Owns: the named shapes and definitions of one set, and how far reading may go.
 *
 * 1. What is referred to is read once, however often it is.
 * 2. A name is given before what it names is read: a schema may refer to itself.
 * 3. Reading ends: beyond so many nodes or levels everything is `any`, which is reported once.
 */
export class SetReader implements Reader {
  readonly shapes: { [name: string]: Shape } = {};
  readonly definitions: { [name: string]: Data } = {};
  /** Something in it is for the validator alone, as it stands. */
  hasConditions = false;

  readonly #rootName: string;
  readonly #context: SchemaContext;
  readonly #reporter: Reporter;
  /** Names in this set, by what they are the names of. */
  readonly #names = new Map<string, string>();
  readonly #scope: Scope;
  readonly #finished = new Set<string>();
  readonly #inlined = new Map<string, Reading>();
  #count = 0;
  #depth = 0;

  constructor(rootName: string, context: SchemaContext, reporter: Reporter) {
    this.#rootName = rootName;
    this.#context = context;
    this.#reporter = reporter;
    this.#scope = new Scope([rootName]);
  }

  report(...what: Parameters<Reporter["report"]>): void {
    this.#reporter.report(...what);
  }

  /** Gives the root's schema, without the definitions it refers to. `key`: of what else goes by it. */
  root(node: YamlNode, place: Place, key: string | undefined): JsonSchema {
    if (key !== undefined) this.#names.set(key, this.#rootName);
    const { shape, schema } = this.read(node, place);
    this.shapes[this.#rootName] = shape;
    this.#finished.add(this.#rootName);
    return schema;
  }

  read(node: YamlNode, place: Place): Reading {
    if (!this.#isWithinLimits(node)) return anything;
    this.#depth++;
    const result = readNode(node, place, this);
    this.#depth--;
    return result;
  }

  assertion(node: YamlNode, place: Place): Data {
    this.hasConditions = true;
    return this.#isWithinLimits(node) ? readAssertion(node, place, this) : true;
  }

  refer(reference: YamlNode, place: Place): Reading {
    const builtin = builtins[textOf(reference) ?? ""];
    if (builtin) return { shape: { ...builtin.shape, span: reference.span }, schema: { ...builtin.schema } };
    const target = targetOf(reference, place, this.#context, this);
    if (!target) return anything;
    const known = this.#inlined.get(target.key);
    if (known) return known;
    const name = this.#names.get(target.key) ?? this.#define(target);
    if (typeof name !== "string") return name;
    return {
      shape: { kind: "reference", name, span: reference.span },
      schema: { $ref: name === this.#rootName ? "#" : `#/$defs/${name}` },
    };
  }

  readonly named = (name: string): Shape | undefined =>
    this.#finished.has(name) ? this.shapes[name] : undefined;

  /** Gives the new name; or, of a plain value in the middle of something, which needs no name, the reading itself. */
  #define({ key, name: called, node, place, isDefinition }: Target): string | Reading {
    const wanted = pascalCase(called);
    const name = this.#scope.declare(
      wanted.startsWith(this.#rootName) ? wanted : `${this.#rootName}${wanted}`,
    );
    this.#names.set(key, name);
    const outer = this.#depth;
    this.#depth = 0;
    const reading = this.read(node, place);
    this.#depth = outer;
    if (!isDefinition && plain.has(reading.shape.kind)) {
      this.#inlined.set(key, reading);
      return reading;
    }
    this.shapes[name] = reading.shape;
    this.definitions[name] = data(reading.schema);
    this.#finished.add(name);
    return name;
  }

  #isWithinLimits(node: YamlNode): boolean {
    this.#count++;
    if (this.#count === most || this.#depth === deepest) {
      const what =
        this.#count === most ? `of more than ${most} parts` : `nested deeper than ${deepest} levels`;
      this.report("WB2108", node.span, `A schema ${what} cannot be read.`, {
        help: "Is an anchor or a `$ref` used inside what it stands for?",
      });
    }
    return this.#count < most && this.#depth < deepest;
  }
}
