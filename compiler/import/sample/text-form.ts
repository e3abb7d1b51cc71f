/** What texts seen at one place have in common, where it is safe to say so. */
export type TextForm = {
  readonly format?: string;
  readonly enum?: readonly string[];
};

const forms: readonly (readonly [string, RegExp])[] = [
  ["date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/],
  ["date", /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/],
  ["email", /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/],
  ["uri", /^https?:\/\/[^\s"<>\\^`{|}]+$/],
  ["uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
];

/** Decimal text that is no amount: versions, telephone numbers, codes. */
const notAmounts = /version|phone|code|zip|postal|number$/i;

/** @param name of the property */
export function textForm(texts: readonly string[], name: string): TextForm {
  if (texts.length === 0 || texts.includes("")) return {};
  const form = forms.find(([, pattern]) => texts.every((text) => pattern.test(text)));
  if (form) return { format: form[0] };
  if (isAmount(texts) && !notAmounts.test(name)) return { format: "decimal" };
  const values = enumeration(texts, name);
  return values ? { enum: values } : {};
}

/** Always plain decimals without leading zeros, and at least once with a point: `19.90`, `0`. */
function isAmount(texts: readonly string[]): boolean {
  return (
    texts.every((text) => /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,10})?$/.test(text)) &&
    texts.some((text) => text.includes("."))
  );
}

const openNames =
  /(?:^|[_-]|[a-z](?=[A-Z]))(?:id|ids|name|key|code|sku|title|handle|tags?|currency|country|city|number|token|reference|type_id|vendor|label|note)$/i;

/** Few values, each seen again and again, that look like codes of a program and not like names of things. */
function enumeration(texts: readonly string[], name: string): readonly string[] | undefined {
  if (openNames.test(name)) return undefined;
  const counts = Map.groupBy(texts, (text) => text);
  const isFew = counts.size >= 2 && counts.size <= 12 && texts.length >= counts.size * 3;
  const isRepeated = [...counts.values()].every((group) => group.length >= 2);
  const areCodes = [...counts.keys()].every(
    (text) =>
      /^(?:[a-z][a-z0-9_]*|[A-Z][A-Z0-9]*_[A-Z0-9_]*|[A-Z]{4,}|[A-Z][a-z]+(?:[A-Z][a-z]+)*)$/.test(text) &&
      text.length <= 40,
  );
  return isFew && isRepeated && areCodes ? [...counts.keys()].sort() : undefined;
}
