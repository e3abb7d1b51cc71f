import type { ts } from "ts-morph";
import type { Code } from "../diagnostics/catalogue.ts";
import type { ExpressionStatement } from "./unit-text.ts";

/** What is wrong, at offsets of the unit's check text. */
export interface Problem {
  readonly code: Extract<Code, `WB20${string}`>;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
  /** What was most likely meant, to stand in its place. */
  readonly instead?: string;
}

/** What every rule over a checked expression is given. */
export interface RuleContext {
  readonly checker: ts.TypeChecker;
  readonly file: ts.SourceFile;
  readonly statement: ExpressionStatement;
}

/** @param instead text to put in the place of the node, where that mends it */
export function problem(
  code: Problem["code"],
  node: ts.Node,
  file: ts.SourceFile,
  message: string,
  help?: string,
  instead?: string,
): Problem {
  return {
    code,
    start: node.getStart(file),
    end: node.end,
    message,
    ...(help !== undefined && { help }),
    ...(instead !== undefined && { instead }),
  };
}
