/**
 * A path of a spec under a system's endpoint: `/A_SalesOrder` under `https://host/odata/srv` is `https://host/odata/srv/A_SalesOrder`.
 * An absolute URL (a token service elsewhere) stays what it is.
 */
export function resolvePath(endpoint: URL, path: string): URL {
  if (/^https?:\/\//.test(path)) return new URL(path);
  const [pathname = "", search] = path.split("?", 2);
  // Nothing that the parser would read otherwise in the whole address than in its part: one reading of it, not three.
  if (plain.test(path)) {
    const { origin, pathname: base } = endpoint;
    const query = search ? `?${search}` : "";
    return new URL(
      `${origin}${base.endsWith("/") ? base : `${base}/`}${pathname.replace(/^\//, "")}${query}`,
    );
  }
  const url = new URL(endpoint);
  url.pathname = `${endpoint.pathname.replace(/\/$/, "")}/${pathname.replace(/^\//, "")}`;
  url.search = search ?? "";
  return url;
}

const plain = /^[\w/?=&$(),.:~-]*$/;

/** A segment that goes up or nowhere, as the WHATWG URL parser takes it: also encoded, also between backslashes. */
const dotSegment = /(?:^|[/\\])(?:\.|%2e){1,2}(?=$|[/\\])/i;

/** The address of a request: path under the endpoint, query encoded, missing values left out. */
export function requestUrl(
  endpoint: URL,
  request: { readonly path: string; readonly query?: Readonly<Record<string, string | undefined>> },
): URL {
  // What is in the spec is what was asked for: a parameter that is `..` must not lead to another operation or service of the host,
  // nor a path that is an address to another host.
  if (/^https?:/i.test(request.path) || dotSegment.test(request.path.split("?")[0] ?? ""))
    throw new TypeError(`the path ${request.path} leaves its endpoint`);
  const url = resolvePath(endpoint, request.path);
  // encodeURIComponent and not URLSearchParams: OData wants %20 for a space, and everybody reads it.
  const pairs = Object.entries(request.query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  if (pairs.length > 0) url.search = [url.search.slice(1), ...pairs].filter(Boolean).join("&");
  return url;
}
