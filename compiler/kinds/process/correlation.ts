import { nearest } from "../../diagnostics/nearest.ts";
import { objectShape, resolveShape } from "../../model/shapes.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import { listed } from "../../values/words.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import type { ProcessSpec } from "./spec.ts";

/** An event of the process, with the keys of `correlate` that it carries. */
interface Followed {
  readonly contract: string;
  /** What follows it, for messages: `milestone \`shipped\``. */
  readonly what: string;
  readonly owner: { readonly on: string };
  readonly schema: PlanSchema;
  /** Keys whose field is always there. */
  readonly always: readonly string[];
  /** Keys whose field may be missing. */
  readonly sometimes: readonly string[];
}

/** Every event finds its object by a key, and together they find the same one. */
export function checkCorrelation(document: SpecDocument<ProcessSpec>, context: LinkContext): void {
  const wanted = followedOf(document);
  const events = wanted.flatMap(({ owner, what }) => {
    const schema = context.model.contracts.get(owner.on)?.schema;
    return schema ? [followed(document, owner, what, schema)] : [];
  });
  // Nothing can be said of fields while a contract is unknown or broken, which is told there.
  if (events.length < wanted.length) return;
  // A misspelt field may be the reason for all that follows.
  if (reportUnknownFields(document, events, context)) return;
  const lost = events.filter((event) => reportLost(document, event, context));
  if (lost.length === 0) reportApart(document, events, context);
}

function followedOf({ spec }: SpecDocument<ProcessSpec>) {
  return [
    ...Object.entries(spec.milestones).map(([name, owner]) => ({ owner, what: `milestone \`${name}\`` })),
    ...Object.entries(spec.totals ?? {}).map(([name, owner]) => ({ owner, what: `total \`${name}\`` })),
  ];
}

function followed(
  { spec }: SpecDocument<ProcessSpec>,
  owner: { readonly on: string },
  what: string,
  schema: PlanSchema,
): Followed {
  const properties = objectShape(schema.set)?.properties ?? [];
  const keys = (required: boolean) =>
    Object.entries(spec.correlate)
      .filter(([, field]) =>
        properties.some(
          (property) =>
            property.name === field &&
            property.required === required &&
            ["text", "integer"].includes(resolveShape(property.shape, schema.set).kind),
        ),
      )
      .map(([key]) => key);
  return { contract: owner.on, what, owner, schema, always: keys(true), sometimes: keys(false) };
}

function reportUnknownFields(
  document: SpecDocument<ProcessSpec>,
  events: readonly Followed[],
  { reporter }: LinkContext,
): boolean {
  const { correlate } = document.spec;
  let found = false;
  for (const [key, field] of Object.entries(correlate)) {
    if (events.some(({ always, sometimes }) => always.includes(key) || sometimes.includes(key))) continue;
    found = true;
    const fields = new Set(events.flatMap(({ schema }) => keyFields(schema)));
    const near = nearest(field, fields);
    const span = document.spanOf(correlate, key);
    reporter.report(
      "WB3801",
      span,
      `No event of this process has a field \`${field}\` of text or a whole number.`,
      near === undefined
        ? { help: `There are ${listed([...fields])}.` }
        : {
            help: `Did you mean \`${near}\`?`,
            fix: { description: `Write ${near}.`, edits: [{ span, text: near }] },
          },
    );
  }
  return found;
}

function keyFields(schema: PlanSchema): readonly string[] {
  return (objectShape(schema.set)?.properties ?? [])
    .filter(({ shape }) => ["text", "integer"].includes(resolveShape(shape, schema.set).kind))
    .map(({ name }) => name);
}

/** Whether nobody can tell which object the event is about. */
function reportLost(
  document: SpecDocument<ProcessSpec>,
  { always, sometimes, contract, what, owner, schema }: Followed,
  { reporter }: LinkContext,
): boolean {
  if (always.length > 0) return false;
  const { correlate } = document.spec;
  const fields = (keys: readonly string[]) => listed(keys.map((key) => correlate[key] ?? key));
  if (sometimes.length > 0)
    reporter.report(
      "WB3802",
      document.spanOf(owner, "on"),
      `\`${contract}\` finds its ${document.spec.subject} only by ${fields(sometimes)}, which may be missing: ${what} would not see it then.`,
      { help: `Make the field required in \`${contract}\`, or correlate by one that is always there.` },
    );
  else
    reporter.report(
      "WB3802",
      document.spanOf(owner, "on"),
      `\`${contract}\` has none of ${fields(Object.keys(correlate))}, so nobody knows which ${document.spec.subject} it is about.`,
      {
        help: `Add one of them to the contract, or one of its fields (${listed(keyFields(schema))}) to \`correlate\`.`,
      },
    );
  return true;
}

/** Events are joined by the keys they share; those that no other leads to would be an object of their own. */
function reportApart(
  document: SpecDocument<ProcessSpec>,
  events: readonly Followed[],
  { reporter }: LinkContext,
): void {
  const [first, ...others] = events;
  if (!first) return;
  const known = new Set([...first.always, ...first.sometimes]);
  let left = others;
  for (;;) {
    const reached = left.filter(({ always, sometimes }) =>
      [...always, ...sometimes].some((key) => known.has(key)),
    );
    if (reached.length === 0) break;
    for (const { always, sometimes } of reached) for (const key of [...always, ...sometimes]) known.add(key);
    left = left.filter((event) => !reached.includes(event));
  }
  const [apart] = left;
  if (!apart) return;
  const { correlate, subject } = document.spec;
  const fields = listed(apart.always.map((key) => correlate[key] ?? key));
  reporter.report(
    "WB3803",
    document.spanOf(apart.owner, "on"),
    `\`${apart.contract}\` knows its ${subject} by ${fields}, which \`${first.contract}\` and what it leads to do not have: they would be two ${subject}s.`,
    {
      help: `Let one event carry both keys: add ${fields} to \`${first.contract}\`, or a field of its own to \`${apart.contract}\`.`,
      related: [{ message: "The event it should meet is here.", span: document.spanOf(first.owner, "on") }],
    },
  );
}
