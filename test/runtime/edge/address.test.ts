import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { addressOf } from "../../../runtime/edge/address.ts";

test("a path is what a URL parser makes of it, plain or not", () => {
  const pieces = [
    "/",
    "a",
    "..",
    ".",
    "%2e",
    "%2E%2e",
    "%20",
    "é",
    "\\",
    "//",
    "{x}",
    '"',
    "<",
    "|",
    "^",
    "`",
    " ",
    "#",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const target = `/${parts.join("")}`.replaceAll("#", "");
      const { pathname, search } = new URL(`http://edge${target}`);
      assert.deepEqual(addressOf(target), { path: pathname, query: search });
    }),
  );
});

test("an absolute target is its path, whatever its host", () => {
  assert.deepEqual(addressOf("http://elsewhere.example/a/../x?y"), { path: "/x", query: "?y" });
  assert.deepEqual(addressOf("HTTPS://elsewhere.example"), { path: "/", query: "" });
});

test("a target that is no path is none", () => {
  assert.equal(addressOf("*"), undefined);
  assert.equal(addressOf("elsewhere.example:443"), undefined);
  assert.equal(addressOf("http://"), undefined);
  assert.equal(addressOf("file:///etc/passwd"), undefined);
  assert.deepEqual(addressOf("//elsewhere.example/x"), { path: "//elsewhere.example/x", query: "" });
  assert.deepEqual(addressOf("/a?b=%2e&c=/../d"), { path: "/a", query: "?b=%2e&c=/../d" });
});
