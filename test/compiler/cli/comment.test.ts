import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, type TestContext, test } from "node:test";
import nock from "nock";
import { comment } from "../../../compiler/cli/commands/comment.ts";
import { UsageError } from "../../../compiler/cli/usage.ts";

const api = "https://github.shop.example/api/v3";
const comments = "/repos/shop/integration/issues/7/comments";
const work = mkdtempSync(join(tmpdir(), "waybill-comment-"));
after(() => rmSync(work, { recursive: true, force: true }));
const sections = ["check", "scenarios"].map((name) => {
  const file = join(work, `${name}.md`);
  writeFileSync(file, `### ${name}\n`);
  return file;
});

beforeEach((context) => {
  nock.disableNetConnect();
  const before = { ...process.env };
  Object.assign(process.env, {
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: api,
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_REPOSITORY: "shop/integration",
    GITHUB_TOKEN: "of-the-job",
  });
  (context as TestContext).after(() => {
    process.env = before;
  });
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

async function printed(t: TestContext, command: () => Promise<number>): Promise<string> {
  const texts: string[] = [];
  const through = process.stdout.write.bind(process.stdout);
  const write = t.mock.method(process.stdout, "write", (chunk: string | Uint8Array) => {
    // What the test runner itself tells is bytes.
    if (typeof chunk !== "string") return through(chunk);
    texts.push(chunk);
    return true;
  });
  assert.equal(await command(), 0);
  write.mock.restore();
  return texts.join("");
}

const bodyOf = (t: TestContext, files: readonly string[], options = {}) =>
  printed(t, () => comment([files], { ...options, dryRun: true }));

test("the first time a comment is written, with all sections in order, by the job's token", async (t) => {
  const body = await bodyOf(t, sections);
  assert.match(body, /^<!-- "waybill" .* -->\n### check\n\n### scenarios\n/);
  const github = nock(api, { reqheaders: { authorization: "Bearer of-the-job" } })
    .get(`${comments}?per_page=100&page=1`)
    .reply(200, [])
    .post(comments, { body })
    .reply(201, { id: 1, html_url: "https://github.shop.example/7#1" });
  assert.match(await printed(t, () => comment([sections], {})), /^written: https:.*7#1\n$/);
  github.done();
});

test("later its place is taken, however many comments stand before it; what a person wrote is left alone", async (t) => {
  const body = await bodyOf(t, sections);
  const page = Array.from({ length: 99 }, (_, id) => ({ id, body: "me too", html_url: "" }));
  const copied = { id: 100, body, html_url: "", user: { type: "User" } };
  const github = nock(api)
    .get(`${comments}?per_page=100&page=1`)
    .reply(200, [...page, copied])
    .get(`${comments}?per_page=100&page=2`)
    .reply(200, [{ id: 101, body: `${body} old`, html_url: "", user: { type: "Bot" } }])
    .patch("/repos/shop/integration/issues/comments/101", { body })
    .reply(200, { id: 101, html_url: "https://github.shop.example/7#101" });
  assert.match(await printed(t, () => comment([sections], {})), /^updated: /);
  github.done();
});

test("estates of one repository have a comment each", async (t) => {
  assert.notEqual(
    (await bodyOf(t, sections, { name: "north" })).split("\n")[0],
    (await bodyOf(t, sections, { name: "south" })).split("\n")[0],
  );
});

test("a section that was never written is told; what is too long for GitHub is cut at a line", async (t) => {
  assert.match(await bodyOf(t, [join(work, "preview.md")]), /preview: nothing was written/);
  const long = join(work, "long.md");
  writeFileSync(long, "- a line of the preview\n".repeat(5000));
  const body = await bodyOf(t, [long]);
  assert.ok(body.length < 65_536);
  assert.match(body, /preview\n\nThe rest is left out here/);
});

test("what GitHub refuses is told with what to do, and without the token", async () => {
  nock(api).get(`${comments}?per_page=100&page=1`).reply(403, { message: "Resource not accessible" });
  await assert.rejects(comment([sections], {}), (error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /403 Resource not accessible.*pull-requests: write/);
    assert.doesNotMatch(error.message, /of-the-job/);
    return true;
  });
});

test("without a token, a repository or a pull request it says what is missing", async () => {
  delete process.env["GITHUB_REF"];
  await assert.rejects(comment([sections], {}), /--pull-request 7/);
  delete process.env["GITHUB_TOKEN"];
  await assert.rejects(comment([sections], { pullRequest: "7" }), /GITHUB_TOKEN.*--dry-run/s);
});
