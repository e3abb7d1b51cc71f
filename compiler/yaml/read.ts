import type { Document } from "yaml";
import type { Code } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/diagnostic.ts";
import type { YamlNode } from "../source/node.ts";
import type { SourceFile } from "../source/source.ts";
import { type Cut, findCuts, quoting } from "./cut.ts";
import { type Inserted, type Insertion, insert } from "./insertions.ts";
import { reportCuts } from "./quote-this.ts";
import { reportSyntax } from "./report-syntax.ts";
import { readStream, type Stream } from "./stream.ts";
import { readTree } from "./tree.ts";

/** One document of a YAML file. */
export interface YamlDocument {
  readonly node: YamlNode;
  /** Its YAML has errors, all reported: what is in `node` is only good for telling what it was meant to be. */
  readonly broken: boolean;
}

/** Cutting one expression may hide the next on its line, so the text is read again with the found ones quoted, at most this often. */
const rounds = 8;

/**
 * Reads a YAML (or JSON) file into trees with spans. Reports everything that is wrong with it as YAML. Expressions that
 * YAML cuts are read as if they had been quoted, so that one run tells all the rest too. Empty documents are left out.
 */
export function readYaml(file: SourceFile, reporter: Reporter): readonly YamlDocument[] {
  const repaired = quoteCuts(file.text);
  const { text, place, stream, cuts } = repaired;
  reportCuts(file, cuts, reporter);
  for (const offset of stream.tooDeep) {
    const at = place(offset);
    reporter.report(
      "WB1016",
      { file: file.path, start: at, end: at + 1 },
      "This is nested more than 100 levels deep.",
      {
        help: "Put parts of it into documents of their own.",
      },
    );
  }
  const lost = cuts.filter((cut) => cut.end === undefined).map((cut) => cut.start);
  const documents: YamlDocument[] = [];
  for (const document of stream.documents) {
    const unreadable = lost.find((at) => inDocument(document, at, place));
    const wrong = reportSyntax(file, document, repaired, unreadable, reporter);
    let more = 0;
    const counting: Reporter = {
      report(...what) {
        if (!harmless.has(what[0])) more++;
        reporter.report(...what);
      },
    };
    const node = readTree(document.contents, {
      file,
      text,
      place,
      reporter: unreadable !== undefined ? silent : wrong ? withoutKeys(counting) : counting,
    });
    const broken = wrong || more > 0 || unreadable !== undefined;
    if (node && !isEmpty(node)) documents.push({ node, broken });
  }
  return documents;
}

/** What leaves a document as it was meant: the rest of it is worth checking. */
const harmless: ReadonlySet<Code> = new Set<Code>(["WB1012", "WB1018"]);

const silent: Reporter = { report() {} };

/** Where a line is out of place, a list's item may look like a key that is a map. */
function withoutKeys(reporter: Reporter): Reporter {
  return {
    report(...what) {
      if (what[0] !== "WB1017") reporter.report(...what);
    },
  };
}

function inDocument(document: Document.Parsed, at: number, place: (offset: number) => number): boolean {
  const [start, , end] = document.range;
  return at >= place(start) && at <= place(end);
}

function isEmpty(node: YamlNode): boolean {
  return node.type === "scalar" && node.text === "" && node.style === "plain";
}

interface Repaired extends Inserted {
  readonly stream: Stream;
  /** In the file's own offsets. */
  readonly cuts: readonly Cut[];
}

function quoteCuts(source: string): Repaired {
  const cuts: Cut[] = [];
  let insertions: readonly Insertion[] = [];
  let current = insert(source, insertions);
  let stream = readStream(current.text);
  for (let round = 0; round < rounds; round++) {
    const found = newCuts(findCuts(current.text, stream.documents), current, cuts);
    if (found.length === 0) break;
    cuts.push(...found);
    const added = found.flatMap((cut) => (cut.end === undefined ? [] : quoting(source, cut.start, cut.end)));
    if (added.length === 0) break;
    insertions = [...insertions, ...added];
    current = insert(source, insertions);
    stream = readStream(current.text);
  }
  return { ...current, stream, cuts };
}

/** Cuts that are not known yet, in the file's own offsets. */
function newCuts(found: readonly Cut[], { place }: Inserted, known: readonly Cut[]): readonly Cut[] {
  const starts = new Set(known.map((cut) => cut.start));
  return found
    .map((cut) =>
      cut.end === undefined ? { start: place(cut.start) } : { start: place(cut.start), end: place(cut.end) },
    )
    .filter((cut) => !starts.has(cut.start));
}
