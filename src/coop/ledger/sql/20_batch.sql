-- The only door to many entries at once: the guarantees of ledger_post, an outcome for each item.
-- Items count one after the other, in their order. If all of them hold together, one pass of sets
-- writes them; if any would be refused, a walk over the items finds exactly which.
-- Legs arrive flat: p_items[i] is the place, from 1, of the entry to which leg i belongs, ascending.
CREATE OR REPLACE FUNCTION ledger_post_batch(
    p_entry_ids uuid[], p_kinds text[], p_references text[],
    p_items int[], p_accounts bigint[], p_amounts bigint[], p_texts text[]
) RETURNS TABLE (item int, outcome text, day date, instant timestamptz, culprit bigint,
    available bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET work_mem = '64MB' AS $$
DECLARE
    items CONSTANT int := cardinality(p_entry_ids);
    today date;
    now_at timestamptz;
    halted boolean;
    outcomes text[] := array_fill(NULL::text, ARRAY[cardinality(p_entry_ids)]);
    culprits bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(p_entry_ids)]);
    availables bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(p_entry_ids)]);
    ids bigint[];               -- the accounts as they were when they were locked, each read once
    balances bigint[];          -- NULL where none is kept
    signs smallint[];
    statuses text[];
    frozen bigint[];            -- what must stay: held and floor, NULL where there is no floor
    hashes bytea[];
    found record;
    numbers bigint[];
    expected int;
    written int;
BEGIN
    IF items > 10000 OR cardinality(p_kinds) <> items OR cardinality(p_references) <> items THEN
        RAISE EXCEPTION 'ledger: a batch has at most 10000 whole entries'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF pg_advisory_xact_lock_shared(7165166650) IS NULL THEN END IF;
    SELECT d.business_date, d.stopped, clock_timestamp() + c.clock_offset
    INTO today, halted, now_at FROM ledger_day d, kernel_clock c;
    WITH members AS (
        SELECT a.id, a.balance_cents, a.sign, a.status, a.held_cents + a.floor_cents AS stays
        FROM ledger_account a
        WHERE a.id IN (SELECT l FROM unnest(p_accounts) AS l WHERE l > 0) ORDER BY a.id FOR UPDATE
    ), known AS (
        SELECT * FROM members
        UNION ALL
        SELECT a.id, NULL, a.sign, a.status, NULL FROM ledger_account a
        WHERE a.id IN (SELECT l FROM unnest(p_accounts) AS l WHERE l < 0)
    )
    SELECT array_agg(k.id), array_agg(k.balance_cents), array_agg(k.sign), array_agg(k.status),
        array_agg(k.stays)
    INTO ids, balances, signs, statuses, frozen FROM known k;

    -- The shape and the digest of every item.
    WITH legs AS (
        SELECT l.i, count(*) AS legs, sum(l.amount) AS total,
            bool_or(coalesce(l.amount = 0, true) OR l.account IS NULL) AS wrong,
            array_agg(l.account ORDER BY l.place) AS accounts,
            array_agg(l.amount ORDER BY l.place) AS amounts,
            array_agg(l.words ORDER BY l.place) AS texts
        FROM unnest(p_items, p_accounts, p_amounts, p_texts)
            WITH ORDINALITY AS l (i, account, amount, words, place)
        GROUP BY l.i
    )
    SELECT array_agg(sha256(convert_to(ROW(e.kind, e.reference, g.accounts, g.amounts, g.texts)::text,
            'UTF8')) ORDER BY e.i),
        array_agg(CASE WHEN g.legs IS NULL OR g.legs NOT BETWEEN 2 AND 1024 OR g.wrong
            OR g.total <> 0 THEN 'unbalanced' END ORDER BY e.i)
    INTO hashes, outcomes
    FROM unnest(p_kinds, p_references) WITH ORDINALITY AS e (kind, reference, i)
    LEFT JOIN legs g ON g.i = e.i;

    -- Ids that are known already, in the books or earlier in this batch.
    FOR found IN
        SELECT p.i::int AS i, CASE WHEN e.digest = hashes[p.i] AND e.reverses IS NULL
            THEN 'repeated' ELSE 'conflict' END AS said
        FROM unnest(p_entry_ids) WITH ORDINALITY AS p (id, i) JOIN ledger_entry e ON e.id = p.id
        UNION ALL
        SELECT d.i::int, 'conflict' FROM (
            SELECT p.i, row_number() OVER (PARTITION BY p.id ORDER BY p.i) AS nth
            FROM unnest(p_entry_ids) WITH ORDINALITY AS p (id, i)) AS d WHERE d.nth > 1
    LOOP
        outcomes[found.i] := found.said;
    END LOOP;

    -- Accounts that do not exist or take nothing at all.
    FOR found IN
        SELECT DISTINCT ON (l.i) l.i, l.account, a.id IS NULL AS missing
        FROM unnest(p_items, p_accounts) WITH ORDINALITY AS l (i, account, place)
        LEFT JOIN unnest(ids, statuses) AS a (id, status) ON a.id = l.account
        WHERE a.id IS NULL OR a.status IN ('blocked', 'closed')
            OR a.id < 0 AND a.status <> 'open'
        ORDER BY l.i, l.place
    LOOP
        IF outcomes[found.i] IS NULL THEN
            outcomes[found.i] := CASE WHEN found.missing THEN 'account_unknown'
                ELSE 'account_not_open' END;
            culprits[found.i] := found.account;
        END IF;
    END LOOP;
    IF halted THEN
        SELECT array_agg(CASE WHEN o IN ('repeated', 'conflict') THEN o ELSE 'stopped' END
            ORDER BY i) INTO outcomes FROM unnest(outcomes) WITH ORDINALITY AS u (o, i);
    ELSIF EXISTS (
        SELECT FROM (
            SELECT a.sign, a.status, a.stays, s.delta, a.balance
                + sum(s.delta) OVER (PARTITION BY s.account ORDER BY s.i) AS after
            FROM (
                SELECT l.i, l.account, sum(l.amount) AS delta
                FROM unnest(p_items, p_accounts, p_amounts) AS l (i, account, amount)
                WHERE l.account > 0 AND outcomes[l.i] IS NULL GROUP BY l.i, l.account
            ) AS s JOIN unnest(ids, balances, signs, statuses, frozen)
                AS a (id, balance, sign, status, stays) ON a.id = s.account
        ) AS r
        WHERE r.delta * r.sign <= 0 AND r.status <> 'open'
            OR r.delta * r.sign < 0 AND r.after * r.sign < r.stays
    ) THEN
        SELECT w.outcomes, w.culprits, w.availables INTO outcomes, culprits, availables
        FROM ledger_batch_walk(p_items, p_accounts, p_amounts, outcomes, culprits) AS w;
    END IF;

    -- Write what holds, with numbers in the order of the items.
    SELECT array_agg(CASE WHEN u.o IS NULL THEN nextval('ledger_entry_number') END ORDER BY u.i),
        count(*) FILTER (WHERE u.o IS NULL)
    INTO numbers, expected FROM unnest(outcomes) WITH ORDINALITY AS u (o, i);
    INSERT INTO ledger_entry
        (id, number, posted_at, business_date, kind, reference, account_ids, digest)
    SELECT e.id, e.number, now_at, today, e.kind, e.reference, g.accounts, e.hash
    FROM unnest(p_entry_ids, numbers, p_kinds, p_references, hashes)
        WITH ORDINALITY AS e (id, number, kind, reference, hash, i)
    JOIN (
        SELECT l.i, array_agg(l.account ORDER BY l.place) AS accounts
        FROM unnest(p_items, p_accounts) WITH ORDINALITY AS l (i, account, place) GROUP BY l.i
    ) AS g ON g.i = e.i
    WHERE e.number IS NOT NULL
    ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS written = ROW_COUNT;
    IF written <> expected THEN
        RAISE EXCEPTION 'ledger: an entry of this batch was posted meanwhile; send it again'
            USING ERRCODE = 'serialization_failure';
    END IF;
    INSERT INTO ledger_posting
        (id, account_id, amount_cents, balance_cents, entry_id, business_date, text)
    SELECT numbers[l.i] * 1024 + row_number() OVER (PARTITION BY l.i ORDER BY l.place) - 1,
        l.account, l.amount,
        a.balance + sum(l.amount) OVER (PARTITION BY l.account ORDER BY l.place),
        p_entry_ids[l.i], today, l.words
    FROM unnest(p_items, p_accounts, p_amounts, p_texts)
        WITH ORDINALITY AS l (i, account, amount, words, place)
    JOIN unnest(ids, balances) AS a (id, balance) ON a.id = l.account
    WHERE numbers[l.i] IS NOT NULL;
    UPDATE ledger_account a SET balance_cents = a.balance_cents + m.delta
    FROM (
        SELECT l.account, sum(l.amount) AS delta
        FROM unnest(p_items, p_accounts, p_amounts) AS l (i, account, amount)
        WHERE numbers[l.i] IS NOT NULL AND l.account > 0 GROUP BY l.account
    ) AS m WHERE a.id = m.account;

    RETURN QUERY
    SELECT u.i::int, coalesce(u.o, 'posted'), coalesce(e.business_date, today),
        coalesce(e.posted_at, now_at), u.c, u.v
    FROM unnest(outcomes, culprits, availables) WITH ORDINALITY AS u (o, c, v, i)
    LEFT JOIN ledger_entry e ON u.o = 'repeated' AND e.id = p_entry_ids[u.i]
    ORDER BY u.i;
END
$$;
