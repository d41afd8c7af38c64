from django.db import migrations

# Entries are plain inserts: no chain is computed in anybody's transaction. `xact` says which
# transaction wrote the row, so that the sealer never seals past one that is still running.
# A link chains one entry to the link before; a seal is one run of the sealer.
SQL = """
CREATE TABLE audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL CONSTRAINT audit_entry_actor_named CHECK (actor <> ''),
    action text NOT NULL CONSTRAINT audit_entry_action_named CHECK (action ~ '^[a-z_]+[.][a-z_]+$'),
    subject text NOT NULL,
    data jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_entry_subject ON audit_entry (subject, id);
CREATE INDEX audit_entry_xact ON audit_entry (xact);

CREATE TABLE audit_link (
    position bigint PRIMARY KEY,
    entry_id bigint NOT NULL CONSTRAINT audit_link_once UNIQUE,
    hash bytea NOT NULL CONSTRAINT audit_link_hash_whole CHECK (length(hash) = 32)
);

CREATE TABLE audit_seal (
    until_position bigint PRIMARY KEY,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    horizon xid8 NOT NULL,
    head bytea NOT NULL
);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_entry_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
    EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seal_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    EXECUTE FUNCTION audit_refuse();
"""

UNDO = """
DROP TABLE audit_seal; DROP TABLE audit_link; DROP TABLE audit_entry; DROP FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL, UNDO)]
