import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import type { OperationSpec, SystemSpec } from "./spec.ts";
import type { Span } from "../../source/source.ts";

export interface TakenOperation {
  readonly name: string;
  readonly spec: OperationSpec;
  readonly span: Span;
}

export function openapiOperations(
  _document: SpecDocument<SystemSpec>,
  _context: LinkContext,
): readonly TakenOperation[] {
  return [];
}
