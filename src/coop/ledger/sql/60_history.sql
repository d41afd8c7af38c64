-- History: what happened before these books opened. Its entries have negative numbers, carry dates
-- before the opening date, and touch only accounts on which nothing has been posted.
CREATE OR REPLACE FUNCTION ledger_begin_load() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7165166653);
    TRUNCATE ledger_staged_account, ledger_staged_movement;
END
$$;

CREATE OR REPLACE FUNCTION ledger_finish_load(
    p_counter bigint, OUT outcome text, OUT culprit text, OUT opened bigint, OUT booked bigint,
    OUT total_cents numeric
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET work_mem = '128MB' SET enable_nestloop = off AS $$
DECLARE
    opening date;
    base bigint;
    moved bigint;
    made bigint;
    -- Ids are one UUIDv7's time and random bits, then a counter (RFC 9562, section 6.2).
    stem text := left(uuidv7()::text, 24);
BEGIN
    PERFORM pg_advisory_xact_lock(7165166653);
    ANALYZE ledger_staged_account;
    -- Accounts that exist are locked before they are judged: no posting comes in between.
    PERFORM FROM ledger_account a
    WHERE a.id > 0 AND a.code IN (SELECT s.code FROM ledger_staged_account s)
    ORDER BY a.id FOR UPDATE;
    SELECT d.opening_date INTO opening FROM ledger_day d;
    SELECT q.said, q.code INTO outcome, culprit FROM (
        SELECT 'account_twice' AS said, min(s.code) AS code FROM ledger_staged_account s
        GROUP BY s.code HAVING count(*) > 1
        UNION ALL
        SELECT 'not_before_opening', s.code FROM ledger_staged_account s
        WHERE s.opened_on >= opening
        UNION ALL
        SELECT 'account_live', a.code FROM ledger_staged_account s
        JOIN ledger_account a ON a.code = s.code
        WHERE a.id < 0 OR a.balance_cents <> 0 OR a.held_cents <> 0 OR a.sign <> s.sign
            OR EXISTS (SELECT FROM ledger_posting p WHERE p.account_id = a.id)
        UNION ALL
        SELECT CASE WHEN s.code IS NULL THEN 'account_missing' WHEN m.amount_cents = 0
            THEN 'amount_zero' ELSE 'not_before_opening' END, m.code
        FROM ledger_staged_movement m LEFT JOIN ledger_staged_account s ON s.code = m.code
        WHERE s.code IS NULL OR m.amount_cents = 0 OR m.business_date >= opening
            OR m.business_date < s.opened_on
        UNION ALL
        SELECT 'counter_unknown', p_counter::text
        WHERE NOT EXISTS (SELECT FROM ledger_account a WHERE a.id = p_counter AND a.id < 0)
    ) AS q LIMIT 1;
    IF outcome IS NOT NULL THEN
        RETURN;
    END IF;

    INSERT INTO ledger_account (id, sign, floor_cents, status, code, name, balance_cents)
    SELECT nextval('ledger_account_member'), s.sign, s.floor_cents, s.status, s.code, s.name,
        (s.opening_cents + coalesce(m.total, 0)) * s.sign
    FROM ledger_staged_account s LEFT JOIN (
        SELECT n.code, sum(n.amount_cents) AS total FROM ledger_staged_movement n GROUP BY n.code
    ) AS m ON m.code = s.code
    WHERE NOT EXISTS (SELECT FROM ledger_account a WHERE a.code = s.code);
    GET DIAGNOSTICS made = ROW_COUNT;
    SELECT count(*), count(*) FILTER (WHERE s.opening_cents <> 0)
        + (SELECT count(*) FROM ledger_staged_movement)
    INTO opened, booked FROM ledger_staged_account s;
    IF made < opened THEN
        UPDATE ledger_account a SET balance_cents = t.total FROM (
            SELECT s.code, (s.opening_cents + coalesce(m.total, 0)) * s.sign AS total
            FROM ledger_staged_account s LEFT JOIN (
                SELECT n.code, sum(n.amount_cents) AS total FROM ledger_staged_movement n
                GROUP BY n.code
            ) AS m ON m.code = s.code
        ) AS t WHERE t.code = a.code AND t.total <> a.balance_cents;
    END IF;
    PERFORM ledger_make_months(
        (SELECT coalesce(min(s.opened_on), opening) FROM ledger_staged_account s), opening);
    SELECT coalesce(min(l.first_number), 0) - booked - 1 INTO base FROM ledger_load l;

    WITH facts AS (
        SELECT a.id AS account_id, s.opened_on AS day, -1::bigint AS place,
            s.opening_cents * s.sign AS amount, 'Saldo inicial' AS words, '' AS reference,
            'opening_balance' AS kind
        FROM ledger_staged_account s JOIN ledger_account a ON a.code = s.code
        WHERE s.opening_cents <> 0
        UNION ALL
        SELECT a.id, m.business_date, m.place, m.amount_cents * a.sign, m.text, m.reference,
            'history'
        FROM ledger_staged_movement m JOIN ledger_account a ON a.code = m.code
    ), placed AS (
        SELECT f.*, row_number() OVER (ORDER BY f.account_id, f.day, f.place) AS nth,
            (sum(f.amount) OVER (PARTITION BY f.account_id ORDER BY f.day, f.place
                ROWS UNBOUNDED PRECEDING))::bigint AS after
        FROM facts f
    ), numbered AS MATERIALIZED (
        SELECT p.*, base + p.nth AS number,
            (stem || lpad(to_hex(p.nth), 12, '0'))::uuid AS entry_id
        FROM placed p
    ), entries AS (
        INSERT INTO ledger_entry
            (id, number, posted_at, business_date, kind, reference, account_ids, digest)
        SELECT n.entry_id, n.number, (n.day + time '12:00') AT TIME ZONE 'America/Panama', n.day,
            n.kind, n.reference, ARRAY[n.account_id, p_counter], sha256(convert_to(ROW(
                n.kind, n.reference, ARRAY[n.account_id, p_counter], ARRAY[n.amount, -n.amount],
                ARRAY[n.words, n.words])::text, 'UTF8'))
        FROM numbered n
    ), theirs AS (
        INSERT INTO ledger_posting
            (id, account_id, amount_cents, balance_cents, entry_id, business_date, text)
        SELECT n.number * 1024, n.account_id, n.amount, n.after, n.entry_id, n.day, n.words
        FROM numbered n
    )
    INSERT INTO ledger_posting (id, account_id, amount_cents, entry_id, business_date, text)
    SELECT n.number * 1024 + 1, p_counter, -n.amount, n.entry_id, n.day, n.words FROM numbered n;

    SELECT coalesce(sum(a.balance_cents), 0) INTO moved FROM ledger_account a
    WHERE a.code IN (SELECT s.code FROM ledger_staged_account s);
    total_cents := -moved;
    INSERT INTO ledger_snapshot (account_id, business_date, balance_cents)
    VALUES (p_counter, opening - 1, 0) ON CONFLICT DO NOTHING;
    UPDATE ledger_snapshot s SET balance_cents = s.balance_cents - moved
    WHERE s.account_id = p_counter;
    IF booked > 0 THEN
        INSERT INTO ledger_load (first_number, last_number, accounts, entries)
        VALUES (base + 1, base + booked, opened, booked);
    END IF;
    TRUNCATE ledger_staged_account, ledger_staged_movement;
    outcome := 'loaded';
END
$$;
