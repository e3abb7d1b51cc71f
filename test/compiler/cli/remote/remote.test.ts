import assert from "node:assert/strict";
import { beforeEach, type TestContext, test } from "node:test";
import nock from "nock";
import { problemText, remoteOf } from "../../../../compiler/cli/remote/remote.ts";
import { UsageError } from "../../../../compiler/cli/usage.ts";

const url = "https://orders.shop.example";

beforeEach((context) => {
  nock.disableNetConnect();
  const { WAYBILL_ADMIN_TOKEN: token } = process.env;
  (context as TestContext).after(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    if (token === undefined) delete process.env["WAYBILL_ADMIN_TOKEN"];
    else process.env["WAYBILL_ADMIN_TOKEN"] = token;
  });
});

function refusing(...parts: readonly RegExp[]) {
  return (error: unknown) => {
    assert.ok(error instanceof UsageError);
    for (const part of parts) assert.match(error.message, part);
    return true;
  };
}

test("the administrator's token goes to addresses of administration, and to no others", async () => {
  process.env["WAYBILL_ADMIN_TOKEN"] = "of-production";
  const service = nock(url)
    .get("/admin/trace?key=4711")
    .matchHeader("authorization", "Bearer of-production")
    .reply(200, { key: "4711", runs: [] });
  const anybody = nock(url, { badheaders: ["authorization"] })
    .post("/api/orders", { id: 4711 })
    .matchHeader("content-type", "application/json")
    .reply(202, "", { location: "/runs/r1" });

  const remote = remoteOf({ url: `${url}/` });
  assert.deepEqual(await remote.get("/admin/trace?key=4711"), {
    status: 200,
    body: { key: "4711", runs: [] },
  });
  assert.deepEqual(await remote.post("/api/orders", '{"id":4711}'), {
    status: 202,
    body: "",
    location: "/runs/r1",
  });
  service.done();
  anybody.done();
});

test("a service that refuses the token says which variable is to be set", async () => {
  nock(url).get("/admin/dead-letters").reply(401, { title: "Unauthorized" });
  await assert.rejects(
    remoteOf({ url }).get("/admin/dead-letters"),
    refusing(/orders\.shop\.example refuses/, /WAYBILL_ADMIN_TOKEN/),
  );
});

test("a service that does not answer is named with the reason, and how to start or find it", async () => {
  nock(url)
    .get("/admin/trace?key=1")
    .replyWithError(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
  await assert.rejects(
    remoteOf({ url }).get("/admin/trace?key=1"),
    refusing(/nothing answers at https:\/\/orders\.shop\.example/, /waybill dev/, /--url/),
  );
});

test("what is no JSON, such as a proxy's page, is passed on as text and told by its status", async () => {
  nock(url).get("/admin/trace?key=1").reply(502, "<html>Bad gateway</html>");
  const answer = await remoteOf({ url }).get("/admin/trace?key=1");
  assert.equal(answer.body, "<html>Bad gateway</html>");
  assert.equal(problemText(answer), "502");
});

test("a problem is told by its status, title and detail", async () => {
  nock(url).post("/api/orders").reply(422, { title: "Invalid", detail: "lines is missing" });
  assert.equal(
    problemText(await remoteOf({ url }).post("/api/orders", "{}")),
    "422 · Invalid · lines is missing",
  );
});
