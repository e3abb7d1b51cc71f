import type { SpecDocument } from "../kinds/document.ts";
import { entryOf, type YamlNode } from "../source/node.ts";
import type { Span } from "../source/source.ts";

/** An event that a document publishes or waits for, with the place that names it. */
export interface EventUse {
  /** `order-accepted@1`. */
  readonly name: string;
  readonly span: Span;
  readonly document: SpecDocument;
  /** The milestone of a process that it reaches. */
  readonly milestone?: string;
}

export interface Events {
  readonly published: readonly EventUse[];
  readonly consumed: readonly EventUse[];
}

const known = new WeakMap<SpecDocument, Events>();

/** What a document publishes and consumes. Sought once, for a document outlives a compilation where an estate is watched. */
export function eventsOf(document: SpecDocument): Events {
  const before = known.get(document);
  if (before) return before;
  const events = readers[document.kind]?.(document) ?? { published: [], consumed: [] };
  known.set(document, events);
  return events;
}

const readers: Readonly<Record<string, (document: SpecDocument) => Events>> = {
  Route: ofRoute,
  Process: ofProcess,
  Reconciliation: (document) => ({ published: [], consumed: named(document.node, document) }),
};

/** `publish: order-accepted@1`, `event: order-accepted@1` and `event: { of: order-accepted@1 }`, wherever they stand in it. */
function ofRoute(document: SpecDocument): Events {
  const published: EventUse[] = [];
  const consumed: EventUse[] = [];
  const visit = (node: YamlNode): void => {
    if (node.type === "list") for (const item of node.items) visit(item);
    if (node.type !== "map") return;
    for (const { key, value } of node.entries) {
      const name = value.type === "map" ? entryOf(value, "of")?.value : value;
      if (key.text === "publish") published.push(...useOf(value, document));
      else if (key.text === "event" && name) consumed.push(...useOf(name, document));
      visit(value);
    }
  };
  const spec = entryOf(document.node, "spec")?.value;
  if (spec) visit(spec);
  return { published, consumed };
}

function ofProcess(document: SpecDocument): Events {
  const spec = entryOf(document.node, "spec")?.value;
  const milestones = entryOf(spec, "milestones")?.value;
  const reached = (milestones?.type === "map" ? milestones.entries : []).flatMap(({ key, value }) =>
    named(value, document).map((use) => ({ ...use, milestone: key.text })),
  );
  const others = (spec?.type === "map" ? spec.entries : []).flatMap(({ key, value }) =>
    key.text === "milestones" ? [] : named(value, document),
  );
  return { published: [], consumed: [...reached, ...others] };
}

/** Every contract that is named below a node: processes and reconciliations name nothing but events. */
function named(node: YamlNode, document: SpecDocument): readonly EventUse[] {
  if (node.type === "scalar") return useOf(node, document);
  if (node.type === "list") return node.items.flatMap((item) => named(item, document));
  return node.entries.flatMap(({ value }) => named(value, document));
}

function useOf(node: YamlNode, document: SpecDocument): readonly EventUse[] {
  return node.type === "scalar" && /^[a-z][a-z0-9-]*@\d+$/.test(node.text)
    ? [{ name: node.text, span: node.span, document }]
    : [];
}
