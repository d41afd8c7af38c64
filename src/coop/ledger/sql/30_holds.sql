-- Money reserved for an answer that is awaited. Every change of a hold locks its account first.
CREATE OR REPLACE FUNCTION ledger_place_hold(
    p_hold_id uuid, p_account bigint, p_amount bigint, p_expires_at timestamptz, p_reference text,
    OUT outcome text, OUT available bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    known ledger_hold;
    account ledger_account;
BEGIN
    IF (SELECT d.stopped FROM ledger_day d) THEN
        outcome := 'stopped';
        RETURN;
    END IF;
    SELECT * INTO account FROM ledger_account a WHERE a.id = p_account FOR UPDATE;
    SELECT * INTO known FROM ledger_hold h WHERE h.id = p_hold_id;
    IF known.id IS NOT NULL THEN
        outcome := CASE WHEN (known.account_id, known.amount_cents, known.expires_at,
                known.reference) = (p_account, p_amount, p_expires_at, p_reference)
            THEN 'repeated' ELSE 'conflict' END;
        RETURN;
    END IF;
    available := account.balance_cents * account.sign - account.held_cents
        - coalesce(account.floor_cents, 0);
    outcome := CASE
        WHEN account.id IS NULL OR account.id < 0 THEN 'account_unknown'
        WHEN account.status <> 'open' THEN 'account_not_open'
        WHEN account.floor_cents IS NOT NULL AND available < p_amount THEN 'not_enough_funds' END;
    IF outcome IS NULL THEN
        UPDATE ledger_account a SET held_cents = a.held_cents + p_amount WHERE a.id = p_account;
        INSERT INTO ledger_hold (id, account_id, amount_cents, placed_at, expires_at, reference)
        SELECT p_hold_id, p_account, p_amount, clock_timestamp() + c.clock_offset, p_expires_at,
            p_reference FROM kernel_clock c;
        outcome := 'placed';
    END IF;
END
$$;

-- Says that something is about to be sent outside for the hold. From here it never expires by time,
-- and whoever finds the key inquires with it and does not send again.
CREATE OR REPLACE FUNCTION ledger_attempt_hold(
    p_hold_id uuid, p_key text, OUT outcome text, OUT first_key text, OUT first_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    known ledger_hold;
BEGIN
    PERFORM 1 FROM ledger_account a JOIN ledger_hold h ON h.account_id = a.id
    WHERE h.id = p_hold_id FOR UPDATE OF a;
    UPDATE ledger_hold h SET attempt_key = p_key, attempted_at = clock_timestamp() + c.clock_offset
    FROM kernel_clock c
    WHERE h.id = p_hold_id AND h.status = 'held' AND h.attempt_key IS NULL;
    outcome := CASE WHEN FOUND THEN 'attempted' END;
    SELECT * INTO known FROM ledger_hold h WHERE h.id = p_hold_id;
    first_key := known.attempt_key;
    first_at := known.attempted_at;
    outcome := coalesce(outcome, CASE WHEN known.id IS NULL THEN 'hold_unknown'
        WHEN known.status <> 'held' THEN 'hold_not_open' ELSE 'attempted_before' END);
END
$$;

-- Gives the money back. A hold with an attempt ends only by an answer, the settlement or the staff.
CREATE OR REPLACE FUNCTION ledger_release_hold(p_hold_id uuid, p_because text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    known ledger_hold;
BEGIN
    PERFORM 1 FROM ledger_account a JOIN ledger_hold h ON h.account_id = a.id
    WHERE h.id = p_hold_id FOR UPDATE OF a;
    SELECT * INTO known FROM ledger_hold h WHERE h.id = p_hold_id;
    IF known.id IS NULL THEN
        RETURN 'hold_unknown';
    ELSIF known.status IN ('released', 'expired') THEN
        RETURN 'repeated';
    ELSIF known.status <> 'held' THEN
        RETURN 'hold_not_open';
    ELSIF known.attempt_key IS NOT NULL
        AND p_because NOT IN ('answer', 'settlement', 'staff') THEN
        RETURN 'hold_awaits_answer';
    END IF;
    UPDATE ledger_account a SET held_cents = a.held_cents - known.amount_cents
    WHERE a.id = known.account_id;
    UPDATE ledger_hold h
    SET status = CASE WHEN p_because = 'expiry' THEN 'expired' ELSE 'released' END,
        ended_at = clock_timestamp() + c.clock_offset, ended_by = p_because
    FROM kernel_clock c WHERE h.id = p_hold_id;
    RETURN 'released';
END
$$;

-- Ends by time the holds for which nothing was sent outside; answers how many.
CREATE OR REPLACE FUNCTION ledger_expire_holds(p_most int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    due uuid;
    ended int := 0;
BEGIN
    FOR due IN
        SELECT d.id FROM (
            SELECT h.id, h.account_id FROM ledger_hold h, kernel_clock c
            WHERE h.status = 'held' AND h.attempt_key IS NULL
                AND h.expires_at <= clock_timestamp() + c.clock_offset
            ORDER BY h.expires_at LIMIT p_most
        ) AS d ORDER BY d.account_id, d.id
    LOOP
        IF ledger_release_hold(due, 'expiry') = 'released' THEN
            ended := ended + 1;
        END IF;
    END LOOP;
    RETURN ended;
END
$$;

-- Posts the mirror of an entry, once.
CREATE OR REPLACE FUNCTION ledger_reverse(
    p_entry_id uuid, p_reversed uuid, p_kind text, p_reference text, p_text text,
    OUT outcome text, OUT day date, OUT instant timestamptz, OUT culprit bigint, OUT available bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    origin ledger_entry;
    accounts bigint[];
    amounts bigint[];
    texts text[];
    said record;
BEGIN
    SELECT * INTO origin FROM ledger_entry e WHERE e.id = p_reversed;
    IF origin.id IS NULL THEN
        outcome := 'entry_unknown';
        RETURN;
    END IF;
    SELECT array_agg(p.account_id ORDER BY p.id), array_agg(-p.amount_cents ORDER BY p.id),
        array_agg(p_text ORDER BY p.id)
    INTO accounts, amounts, texts FROM ledger_posting p
    WHERE p.account_id = ANY (origin.account_ids) AND p.business_date = origin.business_date
        AND p.id BETWEEN origin.number * 1024 AND origin.number * 1024 + 1023;
    SELECT * INTO said FROM ledger_post(
        p_entry_id, p_kind, p_reference, accounts, amounts, texts, NULL, p_reversed);
    outcome := said.outcome;
    day := said.day;
    instant := said.instant;
    culprit := said.culprit;
    available := said.available;
END
$$;
