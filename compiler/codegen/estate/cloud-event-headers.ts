/** The attributes of an event as headers: CloudEvents 1.0, HTTP protocol binding, section 3.1.3 (binary mode). */
export const cloudEventHeaders = {
  name: "CloudEventHeaders",
  schema: {
    type: "object",
    description: "The attributes of CloudEvents 1.0 in binary mode.",
    required: ["ce-specversion", "ce-id", "ce-source", "ce-type"],
    properties: {
      "ce-specversion": { const: "1.0" },
      "ce-id": { type: "string", minLength: 1, description: "Unique with its source." },
      "ce-source": { type: "string", minLength: 1, format: "uri-reference" },
      "ce-type": { type: "string", minLength: 1 },
      "ce-subject": {
        type: "string",
        minLength: 1,
        description: "The contract's key: events of one subject are consumed in order.",
      },
      "ce-time": { type: "string", format: "date-time" },
      "ce-dataschema": { type: "string", format: "uri" },
      "ce-traceparent": { type: "string", description: "W3C Trace Context of who published it." },
    },
  },
} as const;

/** Of one event: its type is its contract. */
export function headersOf(contract: string): unknown {
  return {
    allOf: [
      { $ref: `#/components/schemas/${cloudEventHeaders.name}` },
      { properties: { "ce-type": { const: contract } } },
    ],
  };
}
