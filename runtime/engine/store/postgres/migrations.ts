/**
 * One step of the schema on its way forward. A name is never used again, a text never changed once it was released. A name that ends
 * with `!` is of a step that no build without it can work beside: all replicas of those are stopped first, and refuse to start after.
 */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/**
 * The tables. Replicas of an older build work on beside those of a newer one while it is rolled out, so a migration only adds: what an
 * older build reads and writes stays, until no build in use knows it.
 *
 * 1. `runs` is written once and never changed: an accepted message stays as it came. What becomes of it stands in `live` and `ends`.
 * 2. A run has a row in exactly one of `live` and `ends`.
 * 3. What is looked up by a text that others choose goes by `fold` of it: an index entry has no room for more than 2,704 bytes.
 * 4. Texts that are compared are compared by their bytes (`COLLATE "C"`), so that no index depends on the system's collations.
 */
export const migrations: readonly Migration[] = [
  {
    name: "0001-tables",
    sql: `
  CREATE FUNCTION waybill.fold(_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(_text) <= 1024 THEN _text
      ELSE left(_text, 200) || '…' || encode(sha256(convert_to(_text, 'UTF8')), 'hex') END
  $$;

  -- Of two kinds neither is older.
  CREATE FUNCTION waybill.is_older(_one jsonb, _other jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT jsonb_typeof(_one) = jsonb_typeof(_other) AND CASE jsonb_typeof(_one)
      WHEN 'number' THEN (_one #>> '{}')::numeric < (_other #>> '{}')::numeric
      ELSE (_one #>> '{}') COLLATE "C" < (_other #>> '{}') COLLATE "C" END
  $$;

  CREATE SEQUENCE waybill.run_numbers;
  CREATE TABLE waybill.runs (
    seq bigint PRIMARY KEY, token text NOT NULL, route text NOT NULL, build text NOT NULL, lane text, accepted_at bigint NOT NULL,
    input text NOT NULL, after bigint NOT NULL
  );
  CREATE TABLE waybill.live (
    seq bigint PRIMARY KEY, route text NOT NULL, lane text, accepted_at bigint NOT NULL, build text, asked text, wake_at bigint,
    wake_reason text, called boolean NOT NULL DEFAULT false, holder text
  ) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
  CREATE INDEX live_by_lane ON waybill.live (route, hashtextextended(lane, 0), seq) WHERE lane IS NOT NULL;
  CREATE TABLE waybill.ends (
    seq bigint PRIMARY KEY, state text NOT NULL, outcome text, error text, build text NOT NULL, at bigint NOT NULL, reason text,
    asked text
  );
  CREATE INDEX ends_by_state ON waybill.ends (state, seq) WHERE state <> 'done';
  CREATE TABLE waybill.latest (route text, lane text COLLATE "C", seen jsonb NOT NULL, PRIMARY KEY (route, lane));
  CREATE TABLE waybill.graphs (build text, route text, steps text NOT NULL, PRIMARY KEY (build, route));

  CREATE TABLE waybill.claims (
    key text COLLATE "C", route text, seq bigint NOT NULL, token text NOT NULL, keep_until bigint NOT NULL, PRIMARY KEY (key, route)
  );
  CREATE TABLE waybill.keys (key text COLLATE "C", seq bigint, claim boolean NOT NULL, PRIMARY KEY (key, seq));
  CREATE TABLE waybill.steps (
    seq bigint, position integer, head text NOT NULL, output text, PRIMARY KEY (seq, position)
  ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
  CREATE TABLE waybill.decisions (key text COLLATE "C" PRIMARY KEY, choice text NOT NULL, at bigint NOT NULL);

  CREATE TABLE waybill.waits (
    seq bigint, position integer, type text NOT NULL, key text COLLATE "C" NOT NULL, PRIMARY KEY (seq, position)
  );
  CREATE INDEX waits_by_key ON waybill.waits (type, key);
  CREATE TABLE waybill.hits (seq bigint, position integer, event bigint, PRIMARY KEY (seq, position, event));
  CREATE TABLE waybill.correlations (type text PRIMARY KEY, position bigint NOT NULL);
  CREATE TABLE waybill.approvals (
    seq bigint, position integer, step text NOT NULL, role text NOT NULL, show text NOT NULL, at bigint NOT NULL, deadline bigint,
    decision text, "by" text, note text, decided_at bigint, PRIMARY KEY (seq, position)
  );
  CREATE INDEX approvals_open ON waybill.approvals (seq, position) WHERE decision IS NULL;

  CREATE TABLE waybill.events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL, source text NOT NULL, type text NOT NULL, subject text,
    at bigint NOT NULL, seq bigint, attributes text, data text NOT NULL
  );
  CREATE INDEX events_by_type ON waybill.events (type, position) INCLUDE (at);
  CREATE UNIQUE INDEX events_from_outside ON waybill.events (source, id) WHERE seq IS NULL;
  CREATE FUNCTION waybill.log_end() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(max(position), 0) FROM waybill.events
  $$;
  CREATE TABLE waybill.consumers (
    name text PRIMARY KEY, type text NOT NULL, position bigint NOT NULL, served integer NOT NULL, replay bigint NOT NULL,
    replay_until bigint NOT NULL
  );
  CREATE TABLE waybill.schedules (name text PRIMARY KEY, spec text NOT NULL, tick bigint NOT NULL, skipped bigint NOT NULL);

  CREATE TABLE waybill.dead_letters (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seq bigint NOT NULL, route text NOT NULL, state text NOT NULL, owner text,
    class text NOT NULL, error text NOT NULL, step text, file text, line integer, at bigint NOT NULL, steps text
  );
  CREATE INDEX dead_letters_by_state ON waybill.dead_letters (state, number);
  CREATE INDEX dead_letters_by_route ON waybill.dead_letters (route, state, number);
  CREATE INDEX dead_letters_by_run ON waybill.dead_letters (seq);
  CREATE INDEX dead_letters_open ON waybill.dead_letters (route, owner) WHERE state = 'open';
  CREATE TABLE waybill.notes (area text COLLATE "C", key text COLLATE "C", value text NOT NULL, PRIMARY KEY (area, key));
  CREATE TABLE waybill.audit (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, action text NOT NULL, subject text NOT NULL,
    "by" text NOT NULL, detail text NOT NULL
  );
  CREATE INDEX audit_by_subject ON waybill.audit USING hash (subject);

  -- What replicas decide together, one text a thing.
  CREATE TABLE waybill.shared (key text COLLATE "C" PRIMARY KEY, value text) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0);
  -- Which commit of each writing connection was the last: who loses a connection asks whether its commit is among them.
  CREATE TABLE waybill.writers (
    id uuid PRIMARY KEY, epoch integer NOT NULL, batch bigint NOT NULL, answers text[], seen timestamptz NOT NULL DEFAULT now()
  ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0);
  `,
  },
];
