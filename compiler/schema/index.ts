export { type ContractSchema, readSchema, type SchemaContext } from "./read/index.ts";
