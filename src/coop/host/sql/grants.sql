-- What the restricted role may do, written anew after every migrate, in one transaction. There are
-- no default privileges: a relation that this file has not seen is closed to the application, and a
-- partition is reached only through its parent. A room may narrow it further in its own
-- sql/grants.sql, which runs after this.
DO $$
DECLARE
    found record;
    rights text;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC, coop_app', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO coop_app', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC, coop_app;
    GRANT USAGE ON SCHEMA public TO coop_app;

    FOR found IN
        SELECT oid::regclass AS name, relname, relkind, relispartition
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
    LOOP
        rights := CASE
            WHEN found.relispartition THEN NULL
            WHEN starts_with(found.relname, 'ledger_') THEN 'SELECT'
            WHEN starts_with(found.relname, 'audit_') THEN 'SELECT, INSERT'
            WHEN found.relname IN ('kernel_clock', 'django_migrations') THEN 'SELECT'
            WHEN found.relkind IN ('v', 'm') THEN 'SELECT'
            ELSE 'SELECT, INSERT, UPDATE, DELETE'
        END;
        EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, coop_app', found.name);
        IF rights IS NOT NULL THEN
            EXECUTE format('GRANT %s ON %s TO coop_app', rights, found.name);
        END IF;
    END LOOP;

    FOR found IN
        SELECT oid::regclass AS name, relname
        FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
    LOOP
        EXECUTE format('REVOKE ALL ON SEQUENCE %s FROM PUBLIC, coop_app', found.name);
        IF NOT starts_with(found.relname, 'ledger_') THEN
            EXECUTE format('GRANT USAGE ON SEQUENCE %s TO coop_app', found.name);
        END IF;
    END LOOP;

    FOR found IN
        SELECT oid::regprocedure AS name, prorettype
        FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
    LOOP
        EXECUTE format('REVOKE ALL ON ROUTINE %s FROM PUBLIC, coop_app', found.name);
        IF found.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype) THEN
            EXECUTE format('GRANT EXECUTE ON ROUTINE %s TO coop_app', found.name);
        END IF;
    END LOOP;
END
$$;
