-- The wall behind rules.STEPS (a test compares the two): a request begins waiting, only its status
-- moves, and whoever asked never decides.
CREATE OR REPLACE FUNCTION approvals_may(old_status text, new_status text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old_status, new_status) IN (
        ('waiting', 'approved'), ('waiting', 'refused'), ('waiting', 'withdrawn'),
        ('waiting', 'expired'), ('approved', 'used')
    )
$$;

CREATE OR REPLACE FUNCTION approvals_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'waiting' THEN
            RAISE check_violation USING CONSTRAINT = 'approvals_begins_waiting',
                MESSAGE = 'a request begins waiting';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT approvals_may(OLD.status, NEW.status) THEN
        RAISE check_violation USING CONSTRAINT = 'approvals_step',
            MESSAGE = format('%s does not follow %s', NEW.status, OLD.status);
    END IF;
    IF OLD.status = 'approved' AND (NEW.decided_by, NEW.decided_at, NEW.decision_reason)
        IS DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.decision_reason)
    THEN
        RAISE check_violation USING CONSTRAINT = 'approvals_frozen',
            MESSAGE = 'a decision is never edited';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER approvals_guard BEFORE INSERT OR UPDATE ON approvals_request
    FOR EACH ROW EXECUTE FUNCTION approvals_guard();
