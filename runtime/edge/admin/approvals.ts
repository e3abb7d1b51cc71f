import type { Engine } from "../../engine/port.ts";
import { problem } from "../problem.ts";
import { type Handler, json } from "../request.ts";
import { filtersOf, limitOf, said } from "./said.ts";

/** `GET /admin/approvals?role=`: what waits for a person, oldest first, with what the route shows them. */
export function listApprovals(engine: Engine): Handler {
  return async ({ url }) => {
    const role = filtersOf(url, "role", "limit").get("role");
    const open = await engine.approvals({ ...(role === null ? {} : { role }), limit: limitOf(url) });
    return json(200, {
      approvals: open.map(({ at, deadline, ...approval }) => ({
        ...approval,
        at: new Date(at).toISOString(),
        ...(deadline === undefined ? {} : { deadline: new Date(deadline).toISOString() }),
      })),
    });
  };
}

/** `POST /admin/approvals/<run>/<step>` with `{"decision":"approved"|"rejected","by","note"}`. The first counts; a later one is 409. */
export function decideApproval(engine: Engine): Handler {
  return async (request) => {
    const { run = "", step = "" } = request.parameters;
    const { decision, by = "admin", note } = said(request, { decision: "text", by: "text", note: "text" });
    if (decision !== "approved" && decision !== "rejected")
      return problem({ status: 422, title: "decision is approved or rejected" });
    const answer = await engine.decide(run, step, { decision, by, ...(note === undefined ? {} : { note }) });
    if (answer === "unknown")
      return problem({ status: 404, title: `Run ${run} asks for no approval at ${step}` });
    if (answer === "already")
      return problem({
        status: 409,
        title: "It is decided already, or its time is over",
        ...(await firstWord(engine, run, step)),
      });
    return json(200, { run, step, decision });
  };
}

/** Whose word counts on an approval, as the audit of its run has it; nothing where it expired. */
async function firstWord(engine: Engine, run: string, step: string): Promise<{ readonly detail?: string }> {
  const records = await engine.audit({ subject: run, limit: 1_000 });
  // As `decideApproval` writes them.
  const word = records.find(
    ({ action, detail }) =>
      (action === "approve" || action === "reject") && (detail === step || detail.startsWith(`${step}: `)),
  );
  if (word === undefined) return {};
  const said = word.action === "approve" ? "approved" : "rejected";
  return { detail: `${said} by ${word.by} at ${new Date(word.at).toISOString()}` };
}

/** `GET /admin/audit?subject=`: who did what, newest first. */
export function listAudit(engine: Engine): Handler {
  return async ({ url }) => {
    const subject = filtersOf(url, "subject", "limit").get("subject");
    const records = await engine.audit({ ...(subject === null ? {} : { subject }), limit: limitOf(url) });
    return json(200, {
      audit: records.map(({ at, ...record }) => ({ ...record, at: new Date(at).toISOString() })),
    });
  };
}
