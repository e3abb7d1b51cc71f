import type { StepReads, StepRow, StepWrites } from "../port.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

const stepGiven = ["_seq bigint", "_position bigint", "_head text"];

const put = (output: string) =>
  `INSERT INTO waybill.steps (seq, position, head, output) VALUES (_seq, _position, _head, ${output})
   ON CONFLICT (seq, position) DO UPDATE SET head = excluded.head, output = excluded.output;`;

/** Steps, and the decisions in their commit. */
export const stepOperations: Operations<keyof StepWrites> = {
  step: doing([...stepGiven, "_output text"], put("_output")),
  forget: doing(
    ["_seq bigint", "_position bigint"],
    "DELETE FROM waybill.steps WHERE seq = _seq AND position = _position;",
  ),
  decide: {
    given: [...stepGiven, "_key text", "_choice text", "_at bigint"],
    body: `DECLARE decided text;
    BEGIN
      IF _choice IS NOT NULL THEN
        INSERT INTO waybill.decisions (key, choice, at) VALUES (waybill.fold(_key), _choice, _at) ON CONFLICT DO NOTHING;
      END IF;
      SELECT choice INTO decided FROM waybill.decisions WHERE key = waybill.fold(_key);
      IF decided IS NOT NULL THEN
        ${put("to_json(decided)::text")}
      END IF;
      RETURN decided;
    END`,
  },
};

export const stepReads: AreaReads<keyof StepReads> = {
  steps: (query, seq) =>
    query<StepRow>("SELECT position, head, output FROM waybill.steps WHERE seq = $1 ORDER BY position", [
      seq,
    ]),
};
