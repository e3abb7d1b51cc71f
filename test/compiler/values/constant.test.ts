import assert from "node:assert/strict";
import { test } from "node:test";
import type { Shape } from "../../../compiler/schema/shape.ts";
import type { ScalarStyle, YamlScalar } from "../../../compiler/source/node.ts";
import { type Constant, readConstant } from "../../../compiler/values/constant.ts";

const scalar = (text: string, style: ScalarStyle = "plain"): YamlScalar => ({
  type: "scalar",
  text,
  style,
  span: { file: "spec.yaml", start: 0, end: text.length },
  offsetAt: (index) => index,
});
const read = (text: string, shape: Shape): Constant => readConstant(scalar(text), shape);
const json = (text: string, shape: Shape) => {
  const constant = read(text, shape);
  return constant.is === "json" ? constant.json : constant.is;
};
const text: Shape = { kind: "text" };
const decimal: Shape = { kind: "decimal", wire: "text" };

test("text keeps what YAML would read as a number, a date or a boolean", () => {
  for (const written of ["00", "0400", "2.10", "1e3", "true", "2026-11-24", "45078946912345678901"])
    assert.equal(json(written, text), written);
});

test("decimals keep their digits", () => {
  assert.equal(json("19.90", decimal), "19.90");
  assert.equal(json("12345678901234567890.123", decimal), "12345678901234567890.123");
});

test("a decimal that is a number on the wire, and a long integer, are written with all their digits", () => {
  const wire = read("12345678901234567.89", { kind: "decimal", wire: "number" });
  assert.deepEqual(wire, { is: "code", code: 'jsonNumber("12345678901234567.89")', library: ["jsonNumber"] });
  const long = read("12345678901234567890", { kind: "integer" });
  assert.equal(long.is === "code" && long.code, 'jsonNumber("12345678901234567890") as unknown as number');
});

test("a decimal comma and leading zeros are told with what to write instead", () => {
  const comma = read("19,90", decimal);
  assert.match(comma.is === "wrong" ? (comma.help ?? "") : "", /`19\.90`/);
  const zeros = read("007", { kind: "integer" });
  assert.match(zeros.is === "wrong" ? (zeros.help ?? "") : "", /zeros/);
});

test("booleans are true and false, and no other of YAML's words", () => {
  assert.equal(json("true", { kind: "boolean" }), true);
  for (const word of ["yes", "on", "True", "1"]) assert.equal(json(word, { kind: "boolean" }), "wrong");
});

test("a value that an enum does not have gets the nearest one", () => {
  const wrong = read("captured", { kind: "text", values: ["capture", "void"] });
  assert.equal(wrong.is === "wrong" && wrong.near, "capture");
});

test("length counts characters, not code units", () => {
  assert.equal(json("👍👍👍", { kind: "text", maxLength: 3 }), "👍👍👍");
  assert.equal(json("👍👍👍👍", { kind: "text", maxLength: 3 }), "wrong");
});

test("patterns and formats are held", () => {
  assert.equal(json("NL", { kind: "text", pattern: "^[A-Z]{2}$" }), "NL");
  assert.equal(json("nl", { kind: "text", pattern: "^[A-Z]{2}$" }), "wrong");
  assert.equal(json("2026-13-01", { kind: "text", format: "date" }), "wrong");
});

test("an instant has an offset and is a time that exists", () => {
  assert.equal(read("2026-11-24T09:00:00+01:00", { kind: "instant" }).is, "code");
  for (const wrong of ["2026-11-24", "2026-11-24T09:00:00", "2026-02-30T09:00:00Z", "2026-11-24T25:00:00Z"])
    assert.equal(json(wrong, { kind: "instant" }), "wrong");
});

test("two equals signs are a text that begins with one", () => {
  assert.equal(json("==sum", text), "=sum");
});

test("without a type a plain scalar is JSON, and a quoted one text", () => {
  assert.equal(json("5", { kind: "any" }), 5);
  assert.equal(json("007", { kind: "any" }), "007");
  const quoted = readConstant(scalar("5", "double"), { kind: "any" });
  assert.equal(quoted.is === "json" && quoted.json, "5");
});
