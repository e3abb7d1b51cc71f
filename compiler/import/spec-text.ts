/** Text for the YAML that an import writes. */

/** A scalar, in quotes where YAML or Waybill would take the plain text for something else. */
export function yamlText(text: string): string {
  const isPlain =
    /^[A-Za-z_/][\w /.@+-]*$/.test(text) &&
    !/\s$/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain
    ? text
    : JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** A comment's line: nothing in it can end it. */
export function yamlComment(text: string): string {
  return `# ${text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim()}`;
}

/** `Warehouse API v2` is `warehouse-api-v2`. */
export function kebabCase(text: string): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words.join("-").slice(0, 60).replace(/-+$/, "");
  return /^[a-z]/.test(joined) ? joined : joined === "" ? "imported" : `n${joined}`;
}

/** A description cut to one readable line. */
export function firstSentence(text: string): string {
  const line = text
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const [sentence = line] = /^.{20,}?[.!?](?=\s|$)/.exec(line) ?? [];
  return sentence.length > 160 ? `${sentence.slice(0, 157).trimEnd()}…` : sentence;
}
