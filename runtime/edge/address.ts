export interface Address {
  /** Normal: no dots, no empty segments of a host, percent encoding as it came. */
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
}

/** A path that says what it means: no dot segment, nothing that a URL parser would write differently. */
const plain = /^(?:\/[\w~!$&'()*+,;=:@%-][\w.~!$&'()*+,;=:@%-]*)+$/;

/** The path and query of a request's target (RFC 9112, 3.2.1). Undefined where it is none. Plain ones, nearly all, cost no URL parser. */
export function addressOf(target: string): Address | undefined {
  // Absolute, as to a proxy: a server takes it like its path (3.2.2). Its host means nothing here.
  if (/^https?:\/\/[^/?#]/i.test(target) && URL.canParse(target)) {
    const { pathname, search } = new URL(target);
    return { path: pathname, query: search };
  }
  if (!target.startsWith("/")) return undefined;
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  if (plain.test(path) && !/%2e/i.test(path)) return { path, query: mark < 0 ? "" : target.slice(mark) };
  const whole = `http://edge${target}`;
  if (!URL.canParse(whole)) return undefined;
  const { pathname, search } = new URL(whole);
  return { path: pathname, query: search };
}
