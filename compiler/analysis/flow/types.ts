import { ts } from "ts-morph";
import type { PlanSchema } from "../../plan/plan.ts";
import type { Shape } from "../../schema/shape.ts";
import { derived, itemOf, memberOf, noShapes, plain, rootOf, unknown, type Value } from "./value.ts";

/** The schema that a type of the check program stands for: `contracts_order_2.Order`. */
export type SchemaOfType = (name: string) => PlanSchema | undefined;

const parsed = new Map<string, ts.TypeNode | undefined>();

/**
 * The value that a name has which is declared by a type: types of schemas become all of that schema's value. So whatever a
 * unit declares is known here without saying it twice.
 */
export function valueOfType(text: string, schemaOf: SchemaOfType): Value {
  if (!parsed.has(text)) parsed.set(text, parse(text));
  const type = parsed.get(text);
  return type ? valueOf(type, schemaOf) : unknown;
}

function parse(text: string): ts.TypeNode | undefined {
  const file = ts.createSourceFile("type.ts", `type T = ${text};`, ts.ScriptTarget.Latest);
  const [statement] = file.statements;
  return statement && ts.isTypeAliasDeclaration(statement) ? statement.type : undefined;
}

const words: Readonly<Partial<Record<ts.SyntaxKind, Shape>>> = {
  [ts.SyntaxKind.StringKeyword]: { kind: "text" },
  [ts.SyntaxKind.NumberKeyword]: { kind: "number" },
  [ts.SyntaxKind.BooleanKeyword]: { kind: "boolean" },
  [ts.SyntaxKind.UndefinedKeyword]: { kind: "null" },
};

const named: Readonly<Record<string, Shape>> = {
  Integer: { kind: "integer" },
  Instant: { kind: "instant" },
  Decimal: { kind: "decimal", wire: "text" },
  Money: { kind: "money" },
};

function valueOf(type: ts.TypeNode, schemaOf: SchemaOfType): Value {
  if (ts.isParenthesizedTypeNode(type)) return valueOf(type.type, schemaOf);
  if (ts.isTypeOperatorNode(type)) return valueOf(type.type, schemaOf);
  if (ts.isTypeReferenceNode(type)) {
    const name = nameOf(type.typeName);
    const shape = named[name];
    if (shape) return plain(shape);
    const schema = schemaOf(name);
    return schema ? rootOf(schema) : unknown;
  }
  if (ts.isArrayTypeNode(type)) {
    const item = valueOf(type.elementType, schemaOf);
    return { ...derived([], { kind: "list", items: item.shape }), set: item.set, item };
  }
  if (ts.isTypeLiteralNode(type)) return literal(type, schemaOf);
  if (ts.isIndexedAccessTypeNode(type)) return indexed(type, schemaOf);
  if (ts.isUnionTypeNode(type)) return unionOf(type, schemaOf);
  const word = words[type.kind];
  return word ? plain(word, word.kind === "null") : literalText(type);
}

function literalText(type: ts.TypeNode): Value {
  if (!ts.isLiteralTypeNode(type)) return unknown;
  if (ts.isStringLiteral(type.literal)) return plain({ kind: "text", values: [type.literal.text] });
  return type.literal.kind === ts.SyntaxKind.NullKeyword ? plain({ kind: "null" }, true) : unknown;
}

function nameOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`;
}

function literal(type: ts.TypeLiteralNode, schemaOf: SchemaOfType): Value {
  const members = new Map<string, Value>();
  for (const member of type.members) {
    if (ts.isIndexSignatureDeclaration(member)) {
      const additional = valueOf(member.type, schemaOf);
      return plain({ kind: "object", properties: [], additional: additional.shape });
    }
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const name = ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : "";
    const value = valueOf(member.type, schemaOf);
    members.set(name, member.questionToken ? { ...value, missing: true } : value);
  }
  return { ...plain({ kind: "object", properties: [] }), set: noShapes, members };
}

function indexed(type: ts.IndexedAccessTypeNode, schemaOf: SchemaOfType): Value {
  const value = valueOf(type.objectType, schemaOf);
  const { indexType } = type;
  if (ts.isLiteralTypeNode(indexType) && ts.isStringLiteral(indexType.literal))
    return memberOf(value, indexType.literal.text);
  return itemOf(value);
}

/** A union of one type and nothing is that type, which may be missing; of others nothing is known but that. */
function unionOf(type: ts.UnionTypeNode, schemaOf: SchemaOfType): Value {
  const options = type.types.map((option) => valueOf(option, schemaOf));
  const present = options.filter(({ shape }) => shape.kind !== "null");
  const missing = present.length < options.length;
  const [only] = present;
  if (only && present.length === 1) return { ...only, missing: only.missing || missing };
  const texts = present.flatMap(({ shape }) => (shape.kind === "text" ? (shape.values ?? []) : []));
  return texts.length === present.length && texts.length > 0
    ? plain({ kind: "text", values: texts }, missing)
    : derived(present, { kind: "any" }, missing);
}
