-- The only door to single entries. One round trip: it takes the business day shared, moves the
-- balances of member accounts in id order, writes the entry and its postings, and answers by name:
--   posted, repeated, conflict, unbalanced, stopped, account_unknown, account_not_open,
--   not_enough_funds, hold_not_open, hold_mismatch, already_reversed.
-- Nothing but `posted` leaves a trace. Two legs that pass are written here, in as few statements and
-- expressions as possible (each costs at every call); all else is ledger_post_any's.
CREATE OR REPLACE FUNCTION ledger_post(
    p_entry_id uuid, p_kind text, p_reference text,
    p_accounts bigint[], p_amounts bigint[], p_texts text[],
    p_hold_id uuid DEFAULT NULL, p_reverses uuid DEFAULT NULL,
    OUT outcome text, OUT day date, OUT instant timestamptz, OUT culprit bigint, OUT available bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    lo int;         -- the place of the lower account: locks are taken in id order
    low bigint;     -- the balances after it
    high bigint;
BEGIN
    IF cardinality(p_accounts) = 2 AND cardinality(p_amounts) = 2 AND cardinality(p_texts) = 2
        AND p_amounts[1] = -p_amounts[2] AND p_amounts[1] <> 0 AND p_accounts[1] <> p_accounts[2]
        AND p_hold_id IS NULL AND p_reverses IS NULL
        AND pg_advisory_xact_lock_shared(7165166650) IS NOT NULL THEN
        SELECT d.business_date, clock_timestamp() + c.clock_offset,
            CASE WHEN p_accounts[1] < p_accounts[2] THEN 1 ELSE 2 END
        INTO day, instant, lo FROM ledger_day d, kernel_clock c WHERE NOT d.stopped;
        IF p_accounts[lo] > 0 THEN
            UPDATE ledger_account a SET balance_cents = a.balance_cents + p_amounts[lo]
            WHERE a.id = p_accounts[lo]
                AND (a.status = 'open'
                    OR a.status = 'debits_blocked' AND p_amounts[lo] * a.sign > 0)
                AND (p_amounts[lo] * a.sign > 0 OR a.floor_cents IS NULL
                    OR (a.balance_cents + p_amounts[lo]) * a.sign - a.held_cents >= a.floor_cents)
            RETURNING a.balance_cents INTO low;
        ELSE
            PERFORM FROM ledger_account a WHERE a.id = p_accounts[lo] AND a.status = 'open';
        END IF;
        IF FOUND THEN
            IF p_accounts[3 - lo] > 0 THEN
                UPDATE ledger_account a SET balance_cents = a.balance_cents + p_amounts[3 - lo]
                WHERE a.id = p_accounts[3 - lo]
                    AND (a.status = 'open'
                        OR a.status = 'debits_blocked' AND p_amounts[3 - lo] * a.sign > 0)
                    AND (p_amounts[3 - lo] * a.sign > 0 OR a.floor_cents IS NULL
                        OR (a.balance_cents + p_amounts[3 - lo]) * a.sign - a.held_cents
                            >= a.floor_cents)
                RETURNING a.balance_cents INTO high;
            ELSE
                PERFORM FROM ledger_account a
                WHERE a.id = p_accounts[3 - lo] AND a.status = 'open';
            END IF;
            IF FOUND THEN
                WITH entry AS (
                    INSERT INTO ledger_entry (id, number, posted_at, business_date, kind,
                        reference, account_ids, digest)
                    VALUES (p_entry_id, nextval('ledger_entry_number'), instant, day, p_kind,
                        p_reference, p_accounts, sha256(convert_to(ROW(
                            p_kind, p_reference, p_accounts, p_amounts, p_texts)::text, 'UTF8')))
                    ON CONFLICT DO NOTHING RETURNING ledger_entry.number
                )
                INSERT INTO ledger_posting
                    (id, account_id, amount_cents, balance_cents, entry_id, business_date, text)
                SELECT e.number * 1024 + l.leg - 1, p_accounts[l.leg], p_amounts[l.leg],
                    CASE WHEN l.leg = lo THEN low ELSE high END, p_entry_id, day, p_texts[l.leg]
                FROM entry AS e, (VALUES (1), (2)) AS l (leg);
                IF FOUND THEN
                    outcome := 'posted';
                    RETURN;
                END IF;
            END IF;
        END IF;
        IF low IS NOT NULL THEN
            UPDATE ledger_account a SET balance_cents = a.balance_cents - p_amounts[lo]
            WHERE a.id = p_accounts[lo];
        END IF;
        IF high IS NOT NULL THEN
            UPDATE ledger_account a SET balance_cents = a.balance_cents - p_amounts[3 - lo]
            WHERE a.id = p_accounts[3 - lo];
        END IF;
    END IF;
    SELECT s.outcome, s.day, s.instant, s.culprit, s.available
    INTO outcome, day, instant, culprit, available
    FROM ledger_post_any(p_entry_id, p_kind, p_reference, p_accounts, p_amounts, p_texts,
        p_hold_id, p_reverses) AS s;
END
$$;
