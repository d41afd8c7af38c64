-- Any entry: any number of legs, captures, reversals, repetitions and refusals. ledger_post calls it
-- for whatever is not the plain case. The lock of a balance is its UPDATE, whose conditions are the
-- checks, so a refusal gives back what the accounts before it received.
CREATE OR REPLACE FUNCTION ledger_post_any(
    p_entry_id uuid, p_kind text, p_reference text,
    p_accounts bigint[], p_amounts bigint[], p_texts text[],
    p_hold_id uuid DEFAULT NULL, p_reverses uuid DEFAULT NULL,
    OUT outcome text, OUT day date, OUT instant timestamptz, OUT culprit bigint, OUT available bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    legs CONSTANT int := cardinality(p_accounts);
    ordered bigint[];
    moved bigint[] := '{}';     -- accounts whose balance has changed, and by how much
    deltas bigint[] := '{}';
    afters bigint[] := array_fill(NULL::bigint, ARRAY[legs]);
    total bigint := 0;
    delta bigint;
    after bigint;
    number bigint;
    which bigint;
    halted boolean;
    known record;
    held bigint := 0;
    held_on bigint;
    hash CONSTANT bytea := sha256(convert_to(
        ROW(p_kind, p_reference, p_accounts, p_amounts, p_texts)::text, 'UTF8'));
BEGIN
    IF legs NOT BETWEEN 2 AND 1024 OR cardinality(p_amounts) IS DISTINCT FROM legs
        OR cardinality(p_texts) IS DISTINCT FROM legs THEN
        outcome := 'unbalanced';
        RETURN;
    END IF;
    FOR i IN 1..legs LOOP
        IF p_amounts[i] = 0 OR p_amounts[i] IS NULL OR p_accounts[i] IS NULL THEN
            outcome := 'unbalanced';
            RETURN;
        END IF;
        total := total + p_amounts[i];
    END LOOP;
    IF total <> 0 THEN
        outcome := 'unbalanced';
        RETURN;
    END IF;

    IF pg_advisory_xact_lock_shared(7165166650) IS NULL THEN END IF;
    SELECT d.business_date, d.stopped, clock_timestamp() + c.clock_offset
    INTO day, halted, instant FROM ledger_day d, kernel_clock c;
    IF halted THEN
        outcome := 'stopped';
    END IF;
    IF p_hold_id IS NOT NULL THEN
        SELECT h.account_id, h.amount_cents INTO held_on, held FROM ledger_hold h
        WHERE h.id = p_hold_id;
        IF NOT FOUND OR NOT held_on = ANY (p_accounts) THEN
            outcome := 'hold_mismatch';
        END IF;
    END IF;

    IF legs = 2 AND p_accounts[1] < p_accounts[2] THEN
        ordered := p_accounts;
    ELSIF legs = 2 AND p_accounts[1] > p_accounts[2] THEN
        ordered := ARRAY[p_accounts[2], p_accounts[1]];
    ELSE
        SELECT array_agg(DISTINCT a ORDER BY a) INTO ordered FROM unnest(p_accounts) AS a;
    END IF;

    IF outcome IS NULL THEN
        FOREACH which IN ARRAY ordered LOOP
            IF which < 0 THEN
                PERFORM 1 FROM ledger_account a WHERE a.id = which AND a.status = 'open';
            ELSE
                delta := 0;
                FOR i IN 1..legs LOOP
                    IF p_accounts[i] = which THEN
                        delta := delta + p_amounts[i];
                    END IF;
                END LOOP;
                total := CASE WHEN which = held_on THEN held ELSE 0 END;
                UPDATE ledger_account a
                SET balance_cents = a.balance_cents + delta, held_cents = a.held_cents - total
                WHERE a.id = which
                    AND (a.status = 'open' OR a.status = 'debits_blocked' AND delta * a.sign > 0)
                    AND (delta * a.sign >= 0 OR a.floor_cents IS NULL
                        OR (a.balance_cents + delta) * a.sign - a.held_cents + total
                            >= a.floor_cents)
                    AND a.held_cents >= total
                    AND (total = 0 OR -delta * a.sign BETWEEN 1 AND total)
                RETURNING a.balance_cents INTO after;
            END IF;
            IF NOT FOUND THEN
                culprit := which;
                SELECT CASE
                    WHEN NOT (a.status = 'open'
                        OR a.id > 0 AND a.status = 'debits_blocked' AND delta * a.sign > 0)
                        THEN 'account_not_open'
                    WHEN total > 0 AND EXISTS (SELECT FROM ledger_hold h
                        WHERE h.id = p_hold_id AND h.status <> 'held') THEN 'hold_not_open'
                    WHEN total > 0 THEN 'hold_mismatch'
                    ELSE 'not_enough_funds' END,
                    a.balance_cents * a.sign - a.held_cents - coalesce(a.floor_cents, 0)
                INTO outcome, available FROM ledger_account a WHERE a.id = which;
                outcome := coalesce(outcome, 'account_unknown');
                EXIT;
            END IF;
            IF which > 0 THEN
                moved := moved || which;
                deltas := deltas || delta;
                FOR i IN REVERSE legs..1 LOOP
                    IF p_accounts[i] = which THEN
                        afters[i] := after;
                        after := after - p_amounts[i];
                    END IF;
                END LOOP;
            END IF;
        END LOOP;
    END IF;

    IF outcome IS NULL AND p_hold_id IS NOT NULL THEN
        UPDATE ledger_hold h SET status = 'captured', ended_at = instant, ended_by = 'capture',
            entry_id = p_entry_id
        WHERE h.id = p_hold_id AND h.status = 'held';
        IF NOT FOUND THEN
            outcome := 'hold_not_open';
        END IF;
    END IF;
    IF outcome IS NULL THEN
        number := nextval('ledger_entry_number');
        INSERT INTO ledger_entry
            (id, number, posted_at, business_date, reverses, kind, reference, account_ids, digest)
        VALUES (p_entry_id, number, instant, day, p_reverses, p_kind, p_reference, p_accounts, hash)
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            IF legs = 2 THEN
                INSERT INTO ledger_posting
                    (id, account_id, amount_cents, balance_cents, entry_id, business_date, text)
                VALUES (number * 1024, p_accounts[1], p_amounts[1], afters[1], p_entry_id, day,
                        p_texts[1]),
                    (number * 1024 + 1, p_accounts[2], p_amounts[2], afters[2], p_entry_id, day,
                        p_texts[2]);
            ELSE
                INSERT INTO ledger_posting
                    (id, account_id, amount_cents, balance_cents, entry_id, business_date, text)
                SELECT number * 1024 + l.leg - 1, l.account, l.amount, l.after, p_entry_id, day,
                    l.words
                FROM unnest(p_accounts, p_amounts, afters, p_texts)
                    WITH ORDINALITY AS l (account, amount, after, words, leg);
            END IF;
            outcome := 'posted';
            RETURN;
        END IF;
        outcome := 'already_reversed';  -- unless the id itself is known, which is asked below
        IF p_hold_id IS NOT NULL THEN
            UPDATE ledger_hold h
            SET status = 'held', ended_at = NULL, ended_by = NULL, entry_id = NULL
            WHERE h.id = p_hold_id;
        END IF;
    END IF;

    FOR i IN 1..cardinality(moved) LOOP
        UPDATE ledger_account a
        SET balance_cents = a.balance_cents - deltas[i],
            held_cents = a.held_cents + CASE WHEN a.id = held_on THEN held ELSE 0 END
        WHERE a.id = moved[i];
    END LOOP;
    SELECT e.business_date, e.posted_at, e.digest = hash
        AND e.reverses IS NOT DISTINCT FROM p_reverses
        AND (p_hold_id IS NULL OR h.entry_id = e.id) AS same
    INTO known FROM ledger_entry e LEFT JOIN ledger_hold h ON h.id = p_hold_id
    WHERE e.id = p_entry_id;
    IF FOUND THEN
        outcome := CASE WHEN known.same THEN 'repeated' ELSE 'conflict' END;
        day := known.business_date;
        instant := known.posted_at;
        culprit := NULL;
        available := NULL;
    END IF;
END
$$;
