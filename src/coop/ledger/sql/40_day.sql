-- The business day: one row, read shared by every posting and moved alone by the roll.
CREATE OR REPLACE FUNCTION ledger_make_months(p_first date, p_last date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    month date := date_trunc('month', p_first)::date;
    name text;
    made int := 0;
BEGIN
    IF p_first < DATE '1950-01-01' OR p_last > p_first + 36600 THEN
        RAISE EXCEPTION 'ledger: no partitions from % to %', p_first, p_last
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(7165166651);
    WHILE month <= p_last LOOP
        name := 'ledger_posting_' || to_char(month, 'YYYY_MM');
        IF to_regclass('public.' || name) IS NULL THEN
            EXECUTE format('CREATE TABLE public.%I (LIKE public.ledger_posting '
                'INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', name);
            EXECUTE format('ALTER TABLE public.ledger_posting ATTACH PARTITION public.%I '
                'FOR VALUES FROM (%L) TO (%L)', name, month, month + interval '1 month');
            made := made + 1;
        END IF;
        month := (month + interval '1 month')::date;
    END LOOP;
    RETURN made;
END
$$;

-- Only while nothing has been posted: the date on which these books begin.
CREATE OR REPLACE FUNCTION ledger_open_books(p_date date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7165166650);
    IF EXISTS (SELECT FROM ledger_entry) THEN
        RETURN CASE WHEN EXISTS (SELECT FROM ledger_day WHERE opening_date = p_date) THEN 'done'
            ELSE 'books_open' END;
    END IF;
    UPDATE ledger_day SET opening_date = p_date, business_date = p_date;
    PERFORM ledger_make_months(p_date, (p_date + interval '2 months')::date);
    RETURN 'done';
END
$$;

CREATE OR REPLACE FUNCTION ledger_roll_day(p_to date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    present date;
BEGIN
    PERFORM pg_advisory_xact_lock(7165166650);
    SELECT d.business_date INTO present FROM ledger_day d;
    IF p_to < present THEN
        RETURN 'day_moves_back';
    END IF;
    UPDATE ledger_day SET business_date = p_to WHERE business_date < p_to;
    RETURN CASE WHEN p_to > present THEN 'rolled' ELSE 'done' END;
END
$$;

-- Sums each internal account at the end of every closed day that has no snapshot yet. Only days
-- on which an account moved get a row, so the newest row plus what came after it is the balance.
CREATE OR REPLACE FUNCTION ledger_snapshot_days() RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    closed date;
    days int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7165166652);
    FOR closed IN
        SELECT g.day::date FROM ledger_day d, LATERAL generate_series(
            greatest(d.opening_date, (SELECT max(s.business_date) + 1 FROM ledger_snapshot_day s)),
            d.business_date - 1, interval '1 day') AS g (day) ORDER BY 1
    LOOP
        INSERT INTO ledger_snapshot (account_id, business_date, balance_cents)
        SELECT m.account_id, closed, m.moved + coalesce((
            SELECT s.balance_cents FROM ledger_snapshot s
            WHERE s.account_id = m.account_id AND s.business_date < closed
            ORDER BY s.business_date DESC LIMIT 1), 0)
        FROM (
            SELECT a.id AS account_id, sum(p.amount_cents) AS moved
            FROM ledger_account a JOIN ledger_posting p ON p.account_id = a.id
            WHERE a.id < 0 AND p.business_date = closed GROUP BY a.id
        ) AS m;
        INSERT INTO ledger_snapshot_day VALUES (closed);
        days := days + 1;
    END LOOP;
    RETURN days;
END
$$;

-- A violation of the books stops every posting and hold until somebody says why they may go on.
CREATE OR REPLACE FUNCTION ledger_stop_postings(p_because text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE ledger_day SET stopped = true WHERE NOT stopped;
    IF FOUND THEN
        INSERT INTO ledger_stop (because) VALUES (p_because);
    END IF;
END
$$;

CREATE OR REPLACE FUNCTION ledger_resume_postings(p_because text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE ledger_day SET stopped = false WHERE stopped;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE ledger_stop SET resumed_at = clock_timestamp(), resumed_because = p_because
    WHERE resumed_at IS NULL;
    RETURN true;
END
$$;
