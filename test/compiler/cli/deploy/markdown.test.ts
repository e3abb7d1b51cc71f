import assert from "node:assert/strict";
import { test } from "node:test";
import { changesMarkdown, driftMarkdown, failureMarkdown } from "../../../../compiler/cli/deploy/markdown.ts";
import type { Change } from "../../../../deploy/automation/changes.ts";
import { RolloutError } from "../../../../deploy/automation/failure.ts";

const scale: Change = {
  op: "update",
  service: "intake",
  kind: "Deployment",
  name: "intake",
  fields: [{ path: "spec.replicas", says: "`scale` of service intake", before: 5, after: 2 }],
};
const outcome = { stack: "shop.staging", first: false, reasons: [], changes: [scale] };

test("what would change is told by service, with why, in the spec's words and in Kubernetes'", () => {
  const made: Change = { op: "create", kind: "ConfigMap", name: "shop", fields: [] };
  const reasons = [{ service: "intake", because: ["mapping order-to-sap changed"] }];
  assert.equal(
    changesMarkdown({ ...outcome, changes: [made, scale], reasons }, "would"),
    `### Deployment of \`shop.staging\`: 1 would be made, 1 would change

**the environment**

- \`+\` ConfigMap \`shop\`

**intake**

- mapping order-to-sap changed
- \`~\` Deployment \`intake\`
  - \`scale\` of service intake (\`spec.replicas\`): \`5\` → \`2\`
`,
  );
});

test("nothing, and a first deployment, are said in the heading", () => {
  assert.match(
    changesMarkdown({ ...outcome, changes: [] }, "would"),
    /`shop\.staging`: nothing would change\n$/,
  );
  assert.match(
    changesMarkdown({ ...outcome, first: true }, "did"),
    /`shop\.staging`, which is new: 1 changed\n/,
  );
});

test("drift says what is and what should be, and what is gone", () => {
  const gone: Change = { op: "create", kind: "Service", name: "intake", fields: [] };
  const text = driftMarkdown({ ...outcome, changes: [scale, gone] });
  assert.match(text, /: `spec\.replicas` is `5` and should be `2`\n/);
  assert.match(text, /Service `intake` is gone from the cluster/);
  assert.match(driftMarkdown({ ...outcome, changes: [] }), /is as it was deployed/);
});

test("a rollout that failed has what the cluster said, a line each", () => {
  const text = failureMarkdown(new RolloutError("The rollout failed.", ["Pod intake-0:\nCrashLoopBackOff"]));
  assert.equal(text, "### The rollout failed.\n\n- Pod intake-0: CrashLoopBackOff\n");
});
