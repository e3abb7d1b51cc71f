import assert from "node:assert/strict";
import { test } from "node:test";
import { markdownCode, markdownText } from "../../../compiler/spelling/markdown.ts";

test("text of a spec is text: no markup, no mention, no link, one line", () => {
  assert.equal(markdownText("a *b* <b>\n# c"), "a \\*b\\* \\<b\\> # c");
  assert.equal(markdownText("- no list"), "\\- no list");
  assert.equal(markdownText("7. no list"), "7\\. no list");
  assert.equal(markdownText("ask @owner"), "ask @<!-- -->owner");
  assert.equal(markdownText("see https://evil.example"), "see https:<!-- -->//evil.example");
});

test("what a message quotes between backticks stays code, and a backtick too many is text", () => {
  assert.equal(markdownText("`order@1` has no `a*b`."), "`order@1` has no `a*b`.");
  assert.equal(markdownText("odd ` one"), "odd \\` one");
});

test("code holds backticks, spaces at both ends, and nothing", () => {
  assert.equal(markdownCode("a`b"), "``a`b``");
  assert.equal(markdownCode("`"), "`` ` ``");
  assert.equal(markdownCode(" a "), "`  a  `");
  assert.equal(markdownCode(""), "` `");
});
