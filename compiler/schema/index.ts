export { readSchema, type ContractSchema, type SchemaContext } from "./read/index.ts";
