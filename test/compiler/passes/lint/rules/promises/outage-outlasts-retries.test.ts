import assert from "node:assert/strict";
import { test } from "node:test";
import { call, goodPolicy, route, told } from "../shop.ts";

test("retries that are spent before the allowed outage is over are told where there is no breaker", () => {
  const outage = (retry: string, recovery: string) =>
    told(
      {
        policy: `{ retry: ${retry}, deadLetter: { owner: treasury } }`,
        recovery,
        documents: [route([call])],
      },
      "WB3404",
    );
  assert.deepEqual(outage("{ attempts: 8 }", "4h"), ["warning WB3404 erp.post"]);
  assert.deepEqual(outage("{ attempts: 8 }", "2m7s".replace("2m7s", "127s")), []);
  assert.deepEqual(told({ policy: goodPolicy, recovery: "4h", documents: [route([call])] }, "WB3404"), []);
  assert.deepEqual(
    told(
      {
        policy: "{ retry: { attempts: 2 }, deadLetter: { owner: treasury } }",
        recovery: "4h",
        nature: ["low", "operational", "internal"],
        documents: [route([call])],
      },
      "WB3404",
    ),
    [],
  );
});
