import { createHash } from "node:crypto";
import type { SharedWrites } from "../shared-port.ts";
import { auditOperations } from "./audit.ts";
import { claimOperations } from "./claims.ts";
import { deadLetterOperations } from "./dead-letters.ts";
import { erasureOperations } from "./erasure.ts";
import { eventOperations } from "./events.ts";
import { graphOperations } from "./graphs.ts";
import { noteOperations } from "./notes.ts";
import type { Operation, Operations } from "./operation.ts";
import { purgeOperations } from "./purge.ts";
import { runOperations } from "./runs.ts";
import { scheduleOperations } from "./schedules.ts";
import { stepOperations } from "./steps.ts";
import { waitOperations } from "./waits.ts";

/**
 * All that a store writes, as functions on the server, so that many groups of writes are one call: one round trip, one commit.
 *
 * The functions of each build lie in a schema of their own, named by their text: while a build is rolled out, or an old one drains,
 * each replica calls its own.
 */
const operations: Operations<keyof SharedWrites> = {
  ...auditOperations,
  ...claimOperations,
  ...deadLetterOperations,
  ...erasureOperations,
  ...eventOperations,
  ...graphOperations,
  ...noteOperations,
  ...purgeOperations,
  ...runOperations,
  ...scheduleOperations,
  ...stepOperations,
  ...waitOperations,
};

const here = "@functions@";

const text = [
  ...Object.entries(operations).map(
    ([name, { given, body }]) =>
      `CREATE FUNCTION ${here}."${name}"(${given.join(", ")}) RETURNS text LANGUAGE plpgsql AS $waybill$\n${body}\n$waybill$;`,
  ),
  // `moved` on to another epoch: somebody who lost this very connection has asked what became of its commit, and was told "nothing".
  `CREATE FUNCTION ${here}.write(_writer uuid, _epoch integer, _batch bigint, _groups jsonb) RETURNS text[] LANGUAGE plpgsql AS $waybill$
DECLARE said text[] := '{}'; answer text; own text; writes jsonb; op jsonb;
BEGIN
  FOR writes IN SELECT value FROM jsonb_array_elements(_groups) LOOP
    answer := NULL;
    FOR op IN SELECT value FROM jsonb_array_elements(writes) LOOP
      own := CASE op->>0
${Object.entries(operations)
  .map(([name, operation]) => `        WHEN '${name}' THEN ${call(name, operation)}`)
  .join("\n")}
      END;
      answer := coalesce(own, answer);
    END LOOP;
    said := array_append(said, answer);
  END LOOP;
  UPDATE waybill.writers SET batch = _batch, answers = said, seen = now() WHERE id = _writer AND epoch = _epoch;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'This connection was given up.' USING ERRCODE = 'WB002';
  END IF;
  RETURN said;
END
$waybill$;`,
].join("\n");

const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);

/** The schema that this build's functions lie in. */
export const functionSchema = `waybill_${digest}`;

export const functionsSql = `CREATE SCHEMA ${functionSchema};\n${text.replaceAll(here, functionSchema)}`;

function call(name: string, { given }: Operation): string {
  const values = given.map((argument, index) => value(argument.split(" ").at(-1) ?? "", index + 1));
  return `${here}."${name}"(${values.join(", ")})`;
}

/** One argument out of an operation's JSON. */
function value(type: string, index: number): string {
  if (type === "jsonb") return `nullif(op->${index}, 'null')`;
  if (type === "text") return `op->>${index}`;
  // A time may have a fraction.
  return type === "bigint" ? `(op->>${index})::numeric::bigint` : `(op->>${index})::${type}`;
}
