import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson } from "../../../runtime/library/json.ts";
import { requestUrl } from "../../../runtime/systems/address.ts";
import { bodyFormats } from "../../../runtime/systems/body.ts";
import { callOptions, clientOf, loopback, operation, system } from "./loopback.ts";

const endpoint = new URL("https://erp.example/odata/sap");

test("a path stays under its endpoint and on its host, whatever a parameter is", () => {
  for (const path of [
    "/orders/../customers",
    "/orders/..",
    "/..",
    "/../sapphire",
    "/orders/%2e%2E/x",
    "/orders/./x",
    "/orders/..\\x",
    "https://elsewhere.example/x",
    "HTTP://elsewhere.example/x",
  ])
    assert.throws(() => requestUrl(endpoint, { path }), /leaves its endpoint/, path);
  for (const path of [
    "/orders/..x",
    "/orders/1.0/x",
    "/orders('a.b')",
    "/orders/%2e%2e%2fx",
    "//elsewhere.example/x",
  ])
    assert.ok(requestUrl(endpoint, { path }).href.startsWith("https://erp.example/odata/sap/"), path);
});

test("what is put into a query stays in its value", () => {
  const url = requestUrl(endpoint, { path: "/x", query: { a: "1&b=2#c\r\nd é", b: undefined } });
  assert.equal(url.search, "?a=1%26b%3D2%23c%0D%0Ad%20%C3%A9");
  assert.deepEqual([...url.searchParams], [["a", "1&b=2#c\r\nd é"]]);
});

test("a line break in a header sends nothing, and is no failure of the network", async (t) => {
  let requests = 0;
  const url = await loopback(t, (_request, response) => {
    requests += 1;
    response.end("{}");
  });
  const hostile = operation(system(), {
    request: () => ({ method: "GET", path: "/x", headers: { "x-name": "a\r\nx-admin: yes" } }),
  });
  await assert.rejects(
    clientOf(t, url).call(hostile, {}, callOptions()),
    (error: Error & { class?: string }) => error.class !== "unknown" && /header/.test(error.message),
  );
  assert.equal(requests, 0);
});

test("long numbers keep their digits in forms and XML too", async () => {
  const value = parseJson('{"id":12345678901234567890,"amounts":[0.30000000000000004,1e-7],"n":19.9}');
  assert.equal(
    decodeURIComponent(await bodyFormats.form.write(value)),
    "id=12345678901234567890&amounts[0]=0.30000000000000004&amounts[1]=1e-7&n=19.9",
  );
  assert.match(await bodyFormats.xml.write({ order: value }), /<id>12345678901234567890<\/id>/);
});

test("a redirect is not followed", async (t) => {
  let elsewhere = 0;
  const other = await loopback(t, (_request, response) => {
    elsewhere += 1;
    response.end("{}");
  });
  const url = await loopback(t, (_request, response) =>
    response.writeHead(307, { location: `${other}/x` }).end(),
  );
  await assert.rejects(
    clientOf(t, url).call(operation(system()), {}, callOptions()),
    (error: Error & { class?: string }) => error.class === "transient",
  );
  assert.equal(elsewhere, 0);
});
