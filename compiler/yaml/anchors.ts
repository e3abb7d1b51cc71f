import type { Reporter } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { YamlNode } from "../source/node.ts";
import type { Span } from "../source/source.ts";

/**
 * Nodes that a document may stand for once its aliases are written out. Ten lists of ten aliases each, ten deep, are a few
 * hundred bytes of YAML and ten thousand million nodes to whoever walks them.
 */
const repetitionLimit = 200_000;

/** The anchors of one document, and how much its aliases repeat. */
export class Anchors {
  /** Its aliases repeat more than the limit: nobody may walk its tree. */
  exhausted = false;
  readonly #nodes = new Map<string, YamlNode>();
  readonly #weights = new WeakMap<YamlNode, number>();
  readonly #reporter: Reporter;
  #aliased = 0;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  set(name: string, node: YamlNode): void {
    this.#nodes.set(name, node);
  }

  /** The anchor's node; undefined, and reported, where it is not there (yet), or repeats too much. */
  resolve(name: string, span: Span): YamlNode | undefined {
    const node = this.#nodes.get(name);
    if (node) return this.spend(this.#weight(node), span) ? node : undefined;
    const near = nearest(name, this.#nodes.keys());
    const help =
      near === undefined
        ? {
            help: `Mark a value with \`&${name}\` above, or quote the text if it only begins with an asterisk.`,
          }
        : {
            help: `Did you mean "*${near}"?`,
            fix: { description: `Write "*${near}".`, edits: [{ span, text: `*${near}` }] },
          };
    this.#reporter.report("WB1014", span, `There is no anchor "&${name}" before this alias.`, help);
    return undefined;
  }

  /** Counts nodes that an alias or a merge repeats. False once it is too much. */
  spend(nodes: number, span: Span): boolean {
    this.#aliased += nodes;
    if (this.#aliased > repetitionLimit && !this.exhausted) {
      this.exhausted = true;
      this.#reporter.report(
        "WB1015",
        span,
        `The aliases of this document repeat more than ${repetitionLimit} values.`,
        {
          help: "Write out what is meant, in documents of their own.",
        },
      );
    }
    return !this.exhausted;
  }

  /** Remembers how much a collection is, all that its aliases stand for included. */
  weigh(node: YamlNode): void {
    let weight = 1;
    if (node.type === "map") for (const { value } of node.entries) weight += 1 + this.#weight(value);
    if (node.type === "list") for (const item of node.items) weight += this.#weight(item);
    this.#weights.set(node, weight);
  }

  #weight(node: YamlNode): number {
    return this.#weights.get(node) ?? 1;
  }
}
