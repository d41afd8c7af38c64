from django.db import migrations

# Stored sign: debit +, credit -. `sign` is the account's own side: +1 debit, -1 credit.
# Internal accounts have negative ids, so the door knows them before it looks.
SQL = """
CREATE TABLE ledger_day (
    sole boolean PRIMARY KEY DEFAULT true CONSTRAINT ledger_day_sole CHECK (sole),
    business_date date NOT NULL,
    opening_date date NOT NULL,
    stopped boolean NOT NULL DEFAULT false,
    CONSTRAINT ledger_day_not_before_opening CHECK (business_date >= opening_date)
);
INSERT INTO ledger_day (business_date, opening_date)
SELECT today, today FROM (SELECT (now() AT TIME ZONE 'America/Panama')::date AS today) AS clock;

CREATE TABLE ledger_stop (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stopped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    because text NOT NULL,
    resumed_at timestamptz,
    resumed_because text
);

CREATE SEQUENCE ledger_account_member AS bigint;
CREATE SEQUENCE ledger_account_internal AS bigint
    INCREMENT -1 MINVALUE -9223372036854775807 MAXVALUE -1000000 START -1000000;
-- No CHECK on the tables of the door: each is read and compiled anew by every UPDATE and INSERT, which
-- together cost a third of a posting. The functions refuse the same values, and the proofs look.
CREATE TABLE ledger_account (
    id bigint PRIMARY KEY,
    balance_cents bigint NOT NULL DEFAULT 0,
    held_cents bigint NOT NULL DEFAULT 0,
    floor_cents bigint,
    sign smallint NOT NULL,
    status text NOT NULL DEFAULT 'open',
    code text NOT NULL CONSTRAINT ledger_account_code_taken UNIQUE,
    name text NOT NULL
) WITH (fillfactor = 60);

CREATE SEQUENCE ledger_entry_number AS bigint;
CREATE TABLE ledger_entry (
    id uuid PRIMARY KEY,
    number bigint NOT NULL,
    posted_at timestamptz NOT NULL,
    business_date date NOT NULL,
    reverses uuid,
    kind text NOT NULL,
    reference text NOT NULL,
    account_ids bigint[] NOT NULL,
    digest bytea NOT NULL
);
CREATE UNIQUE INDEX ledger_entry_reversed_once ON ledger_entry (reverses)
    WHERE reverses IS NOT NULL;

-- A posting's id is its entry's number times 1024, plus its place in the entry.
CREATE TABLE ledger_posting (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    amount_cents bigint NOT NULL,
    balance_cents bigint,
    entry_id uuid NOT NULL,
    business_date date NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (account_id, business_date, id)
) PARTITION BY RANGE (business_date);

CREATE TABLE ledger_snapshot (
    account_id bigint NOT NULL,
    business_date date NOT NULL,
    balance_cents bigint NOT NULL,
    PRIMARY KEY (account_id, business_date)
);
CREATE TABLE ledger_snapshot_day (business_date date PRIMARY KEY);

CREATE TABLE ledger_hold (
    id uuid PRIMARY KEY,
    account_id bigint NOT NULL,
    amount_cents bigint NOT NULL CONSTRAINT ledger_hold_amount CHECK (amount_cents > 0),
    status text NOT NULL DEFAULT 'held' CONSTRAINT ledger_hold_status
        CHECK (status IN ('held', 'captured', 'released', 'expired')),
    placed_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    reference text NOT NULL,
    attempt_key text,
    attempted_at timestamptz,
    ended_at timestamptz,
    ended_by text,
    entry_id uuid,
    CONSTRAINT ledger_hold_attempt CHECK ((attempt_key IS NULL) = (attempted_at IS NULL)),
    CONSTRAINT ledger_hold_ended CHECK ((status = 'held') = (ended_at IS NULL))
);
CREATE INDEX ledger_hold_expiry ON ledger_hold (expires_at)
    WHERE status = 'held' AND attempt_key IS NULL;

CREATE TABLE ledger_seal (
    number bigint PRIMARY KEY,
    business_date date,
    first_number bigint NOT NULL,
    last_number bigint NOT NULL,
    postings bigint NOT NULL,
    digest bytea NOT NULL,
    chain bytea NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX ledger_seal_day ON ledger_seal (business_date)
    WHERE business_date IS NOT NULL;
CREATE TABLE ledger_seal_part (
    seal_number bigint NOT NULL,
    part bigint NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (seal_number, part)
);

-- History of the time before the opening: what each load brought, and where it is copied to.
CREATE TABLE ledger_load (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    first_number bigint NOT NULL,
    last_number bigint NOT NULL,
    accounts bigint NOT NULL,
    entries bigint NOT NULL
);
CREATE UNLOGGED TABLE ledger_staged_account (
    code text NOT NULL,
    name text NOT NULL,
    sign smallint NOT NULL CONSTRAINT ledger_staged_account_sign CHECK (sign IN (1, -1)),
    floor_cents bigint,
    status text NOT NULL CONSTRAINT ledger_staged_account_status
        CHECK (status IN ('open', 'debits_blocked', 'blocked', 'closed')),
    opening_cents bigint NOT NULL,
    opened_on date NOT NULL
);
CREATE UNLOGGED TABLE ledger_staged_movement (
    place bigint NOT NULL,
    code text NOT NULL,
    business_date date NOT NULL,
    amount_cents bigint NOT NULL,
    text text NOT NULL,
    reference text NOT NULL
);

CREATE FUNCTION ledger_append_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'ledger: % of % is refused; a correction is a new entry', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_entry_not_emptied BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_posting_append_only BEFORE UPDATE OR DELETE ON ledger_posting
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_posting_not_emptied BEFORE TRUNCATE ON ledger_posting
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_seal_append_only BEFORE UPDATE OR DELETE ON ledger_seal
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
CREATE TRIGGER ledger_seal_part_append_only BEFORE UPDATE OR DELETE ON ledger_seal_part
    FOR EACH ROW EXECUTE FUNCTION ledger_append_only();
"""

UNDO = """
DO $$
DECLARE found text;
BEGIN
    FOR found IN SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'ledger_')
        AND prorettype <> 'trigger'::regtype
    LOOP EXECUTE 'DROP ROUTINE ' || found; END LOOP;
END $$;
DROP TABLE ledger_day, ledger_stop, ledger_account, ledger_entry, ledger_posting, ledger_snapshot,
    ledger_snapshot_day, ledger_hold, ledger_seal, ledger_seal_part, ledger_load,
    ledger_staged_account, ledger_staged_movement;
DROP SEQUENCE ledger_account_member, ledger_account_internal, ledger_entry_number;
DROP FUNCTION ledger_append_only();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL, UNDO)]
