import { isBroken, resourceOf } from "../../schema/resource.ts";
import { type Imported, type NamedText, notImported } from "../imported.ts";
import { kebabCase } from "../spec-text.ts";
import { infer } from "./infer.ts";
import { nothingSeen, observe } from "./observe.ts";

/** More than this is not told one by one. */
const mostNotes = 30;

/**
 * A JSON Schema from example payloads. What only some of them have is optional, what was null may be null, and a text is said to
 * be an amount, an instant or one of a few values only where all that was seen agrees.
 */
export function importSample(
  samples: readonly NamedText[],
  options: { readonly name?: string } = {},
): Imported {
  const [first] = samples;
  if (!first) return notImported("Give at least one sample.");
  const seen = nothingSeen();
  for (const { name, text } of samples) {
    const tree = resourceOf({ path: /\.ya?ml$/.test(name) ? name : `${name}.json`, text });
    if (isBroken(tree)) return notImported(`${name} is not JSON: ${tree.message}`);
    observe(seen, tree);
  }
  const notes: string[] = [];
  const schema = infer(seen, "", "", (path, text) =>
    notes.push(`${path === "" ? "the whole" : path} ${text}.`),
  );
  const whole = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    description: `From ${samples.length === 1 ? "a sample" : `${samples.length} samples`}: ${samples.map(({ name }) => baseName(name)).join(", ")}.`,
    ...schema,
  };
  const name = kebabCase(options.name ?? baseName(first.name));
  return {
    files: new Map([[`schemas/${name}.json`, `${JSON.stringify(whole, undefined, 2)}\n`]]),
    notes: [...summary(samples.length), ...shortened(notes)],
  };
}

function summary(count: number): readonly string[] {
  return count === 1
    ? ["Of one sample everything it has is required: more samples tell what is optional."]
    : [];
}

function shortened(notes: readonly string[]): readonly string[] {
  return notes.length <= mostNotes
    ? notes
    : [...notes.slice(0, mostNotes), `… and ${notes.length - mostNotes} more.`];
}

function baseName(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/\.[^.]*$/, "");
}
