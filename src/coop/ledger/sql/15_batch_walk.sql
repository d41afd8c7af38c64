-- Walks over the items of a batch in their order and finds which of them the balances refuse.
-- It writes nothing; ledger_post_batch holds the locks.
CREATE OR REPLACE FUNCTION ledger_batch_walk(
    p_items int[], p_accounts bigint[], p_amounts bigint[],
    INOUT outcomes text[], INOUT culprits bigint[], OUT availables bigint[]
)
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ids bigint[];
    frees bigint[];         -- what may leave each account now, NULL where there is no floor
    naturals bigint[];
    only_in boolean[];
    found record;
BEGIN
    availables := array_fill(NULL::bigint, ARRAY[cardinality(outcomes)]);
    SELECT array_agg(a.id ORDER BY a.id),
        array_agg(a.balance_cents * a.sign - a.held_cents - a.floor_cents ORDER BY a.id),
        array_agg(a.sign::bigint ORDER BY a.id),
        array_agg(a.status <> 'open' ORDER BY a.id)
    INTO ids, frees, naturals, only_in
    FROM ledger_account a WHERE a.id > 0 AND a.id = ANY (p_accounts);

    FOR found IN
        SELECT s.i, array_agg(s.place ORDER BY s.account) AS places,
            array_agg(s.delta ORDER BY s.account) AS deltas
        FROM (
            SELECT l.i, l.account, n.place, sum(l.amount)::bigint AS delta
            FROM unnest(p_items, p_accounts, p_amounts) AS l (i, account, amount)
            JOIN unnest(ids) WITH ORDINALITY AS n (id, place) ON n.id = l.account
            GROUP BY l.i, l.account, n.place
        ) AS s GROUP BY s.i ORDER BY s.i
    LOOP
        CONTINUE WHEN outcomes[found.i] IS NOT NULL;
        FOR n IN 1..cardinality(found.places) LOOP
            IF found.deltas[n] * naturals[found.places[n]] <= 0 AND only_in[found.places[n]] THEN
                outcomes[found.i] := 'account_not_open';
            ELSIF found.deltas[n] * naturals[found.places[n]] < 0
                AND frees[found.places[n]] + found.deltas[n] * naturals[found.places[n]] < 0 THEN
                outcomes[found.i] := 'not_enough_funds';
                availables[found.i] := frees[found.places[n]];
            END IF;
            IF outcomes[found.i] IS NOT NULL THEN
                culprits[found.i] := ids[found.places[n]];
                EXIT;
            END IF;
        END LOOP;
        CONTINUE WHEN outcomes[found.i] IS NOT NULL;
        FOR n IN 1..cardinality(found.places) LOOP
            frees[found.places[n]] :=
                frees[found.places[n]] + found.deltas[n] * naturals[found.places[n]];
        END LOOP;
    END LOOP;
END
$$;
