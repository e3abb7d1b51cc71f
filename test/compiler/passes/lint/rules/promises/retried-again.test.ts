import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnosticsOf, route } from "../shop.ts";

test("what is called again when its attempts are spent adds its attempts up", () => {
  const again = (failure: string, branch: string, idempotent?: string) =>
    diagnosticsOf(
      {
        ...(idempotent !== undefined && { idempotent }),
        documents: [
          route([
            `{ name: posted, call: erp.post, with: { reference: =message.data.orderId }, onFailure: { ${failure}: [${branch}] } }`,
          ]),
        ],
      },
      "WB3405",
    );
  const same = '{ name: again, call: erp.post, with: { reference: "1" } }';
  assert.match(again("transient", same)[0]?.message ?? "", /4 \+ 4 = 8 attempts/);
  assert.equal(again("transient", same)[0]?.severity, "warning");
  assert.equal(again("unknown", same, "false")[0]?.severity, "error");
  assert.deepEqual(again("refused", same), []);
  assert.deepEqual(again("transient", '{ name: seen, call: erp.find, with: { reference: "1" } }'), []);
});
