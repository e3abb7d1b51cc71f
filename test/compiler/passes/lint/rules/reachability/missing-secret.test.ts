import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const said = (secrets: string) =>
  told({
    "estate.yaml": `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high } }
  environments: { local: { engine: embedded }, production: { engine: embedded${secrets} } }
`,
    "spec.yaml": `
kind: System
metadata: { name: wms, domain: orders }
spec:
  type: wms
  endpoints: { local: simulated, production: https://wms.example }
  authentication: { bearer: { secret: wms-token } }
  webhooks:
    moved:
      verify: { standardWebhooks: { secret: wms-webhook } }
      id: =headers["webhook-id"]
      payload: { type: object, required: [secret], properties: { secret: { type: string } } }
`,
  });

test("an environment that lists its secrets has all that systems use", () => {
  assert.deepEqual(said(", secrets: [wms-token, wms-webhook]"), []);
  assert.deepEqual(said(", secrets: [wms-token]"), ["error WB3710 wms-webhook"]);
});

test("one that lists none is not asked", () => {
  assert.deepEqual(said(""), []);
});
