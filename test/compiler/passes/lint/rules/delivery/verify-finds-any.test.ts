import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

const posted = [route([call])];

test("a look-up asks by something of what was sent", () => {
  const looked = (asked: string, found: string) =>
    told({ idempotent: `{ verify: find, with: ${asked}, found: ${found} }`, documents: posted }, "WB3503");
  assert.deepEqual(looked("{ reference: latest }", "=response"), ["error WB3503 { reference: latest }"]);
  assert.deepEqual(looked("{ reference: =input.reference }", "=response"), []);
  assert.deepEqual(
    looked("{ reference: latest }", '"=response.number == input.reference ? response : undefined"'),
    [],
  );
});
