import type { PersonalData, StepRecord } from "../../port.ts";
import type { DeadLetterRow, EventRow, RunRow, StepRow, Write } from "../../store/port.ts";
import { type JsonCodec, readable } from "../json-codec.ts";
import { readEntry } from "../program/entry.ts";

/** What is kept of a run that is over, beside its row. */
export interface Kept {
  readonly row: RunRow;
  readonly input: string;
  readonly steps: readonly StepRow[];
  readonly letters: readonly DeadLetterRow[];
}

/** How what is kept is written without what is personal: `values` are the personal values of all that is erased together. */
export interface Redaction {
  readonly personal: PersonalData;
  readonly values: readonly string[];
  readonly json: JsonCodec;
}

/**
 * One run without what is personal. What its steps made goes whole, since no contract says what is personal in all of it, and
 * nothing needs it: the run is over. Which steps there were, when, and how they went stays.
 */
export function runWithout({ row, input, steps, letters }: Kept, redaction: Redaction): readonly Write[] {
  const { personal, values, json } = redaction;
  const message = personal.without(personal.message(row.route, readable(input, json)), values);
  const lane = row.lane === null ? null : personal.without(row.lane, values);
  const error: readonly Write[] =
    row.error === null
      ? []
      : [
          [
            "rewriteError",
            row.seq,
            JSON.stringify(personal.without(JSON.parse(row.error) as object, values)),
          ],
        ]; // as `endInDeadLetter` wrote it
  return [
    ["rewriteInput", row.seq, json.stringify(message) ?? "null", lane],
    ...steps.map((step) => stepWithout(row.seq, step, redaction)),
    ...error,
    ...letters.map((letter) => letterWithout(letter, redaction)),
    // What it was found by, where that is personal itself.
    ...values.map((value): Write => ["forgetKey", value, row.seq]),
  ];
}

export function eventWithout({ position, type, subject, data }: EventRow, redaction: Redaction): Write {
  const { personal, values, json } = redaction;
  const kept = personal.without(personal.event(type, readable(data, json)), values);
  const about = subject === null ? null : personal.without(subject, values);
  return ["rewriteEvent", position, json.stringify(kept) ?? "null", about];
}

function stepWithout(seq: number, step: StepRow, { personal, values }: Redaction): Write {
  const { head, position } = readEntry(step);
  const { failure, ...rest } = head;
  const { body: _body, ...told } = failure ?? {};
  const kept = personal.without({ ...rest, ...(failure && { failure: told }) }, values);
  return ["step", seq, position, JSON.stringify(kept), null];
}

function letterWithout({ number, error, steps }: DeadLetterRow, { personal, values }: Redaction): Write {
  // As `DeadLetters` wrote them; those of an open letter are the run's own.
  const records = steps === null ? null : (JSON.parse(steps) as readonly StepRecord[]);
  const kept = records?.map(({ output: _output, ...record }) => personal.without(record, values));
  return [
    "rewriteLetter",
    number,
    personal.without(error, values),
    kept === undefined ? null : JSON.stringify(kept),
  ];
}
