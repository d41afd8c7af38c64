-- Seals: the digest of a closed day (or of a load of history), chained to the seal before it.
-- A part is the digest of up to 256 entries, so that a changed row is found without its day being
-- kept twice.
CREATE OR REPLACE FUNCTION ledger_parts(p_day date, p_first bigint, p_last bigint)
RETURNS TABLE (part bigint, postings bigint, digest bytea)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
SET datestyle = 'ISO, YMD' SET bytea_output = 'hex' AS $$
BEGIN
    RETURN QUERY
    SELECT p.id >> 18, count(*), sha256(convert_to(string_agg(
        ROW(p.id, p.account_id, p.amount_cents, p.balance_cents, p.entry_id, p.business_date,
            p.text, e.number, extract(epoch FROM e.posted_at), e.business_date, e.reverses, e.kind,
            e.reference, e.account_ids, e.digest)::text, E'\n' ORDER BY p.id), 'UTF8'))
    FROM ledger_posting p LEFT JOIN ledger_entry e ON e.id = p.entry_id
    WHERE p.business_date BETWEEN coalesce(p_day, '-infinity') AND coalesce(p_day, 'infinity')
        AND p.id BETWEEN p_first * 1024 AND p_last * 1024 + 1023
    GROUP BY p.id >> 18;
END
$$;

CREATE OR REPLACE FUNCTION ledger_whole_digest(
    p_number bigint, p_day date, p_first bigint, p_last bigint, p_postings bigint, p_parts bytea
) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
SET datestyle = 'ISO, YMD' SET bytea_output = 'hex' AS $$
    SELECT sha256(convert_to(
        ROW(p_number, p_day, p_first, p_last, p_postings, p_parts)::text, 'UTF8'))
$$;

-- Seals the next thing that is closed and not sealed: a load of history, else a day.
CREATE OR REPLACE FUNCTION ledger_seal_next(OUT sealed boolean, OUT day date, OUT rows_sealed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last ledger_seal;
    load ledger_load;
    low bigint := 0;
    high bigint := 9007199254740990;
    hash bytea;
    all_parts bytea;
    today date;
BEGIN
    PERFORM pg_advisory_xact_lock(7165166654);
    SELECT * INTO last FROM ledger_seal s ORDER BY s.number DESC LIMIT 1;
    SELECT * INTO load FROM ledger_load l WHERE NOT EXISTS (
        SELECT FROM ledger_seal s WHERE s.business_date IS NULL AND s.first_number = l.first_number)
    ORDER BY l.id LIMIT 1;
    IF load.id IS NOT NULL THEN
        low := load.first_number;
        high := load.last_number;
    ELSE
        SELECT coalesce(max(s.business_date) + 1, min(d.opening_date)), min(d.business_date)
        INTO day, today FROM ledger_day d LEFT JOIN ledger_seal s ON s.business_date IS NOT NULL;
        IF day >= today THEN
            sealed := false;
            day := NULL;
            RETURN;
        END IF;
    END IF;
    WITH made AS (
        INSERT INTO ledger_seal_part (seal_number, part, digest)
        SELECT coalesce(last.number, 0) + 1, p.part, p.digest
        FROM ledger_parts(day, low, high) AS p RETURNING part, digest
    )
    SELECT string_agg(m.digest, ''::bytea ORDER BY m.part) INTO all_parts FROM made m;
    SELECT count(*) INTO rows_sealed FROM ledger_posting p
    WHERE p.business_date BETWEEN coalesce(day, '-infinity') AND coalesce(day, 'infinity')
        AND p.id BETWEEN low * 1024 AND high * 1024 + 1023;
    hash := ledger_whole_digest(coalesce(last.number, 0) + 1, day, low, high, rows_sealed, all_parts);
    INSERT INTO ledger_seal
        (number, business_date, first_number, last_number, postings, digest, chain)
    VALUES (coalesce(last.number, 0) + 1, day, low, high, rows_sealed, hash,
        sha256(coalesce(last.chain, ''::bytea) || hash));
    sealed := true;
END
$$;

-- What a seal says against what the rows say: a line for each part that differs.
CREATE OR REPLACE FUNCTION ledger_check_seal(p_number bigint)
RETURNS TABLE (part bigint, wrong text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s ledger_seal;
    before bytea;
    all_parts bytea;
BEGIN
    SELECT * INTO s FROM ledger_seal n WHERE n.number = p_number;
    SELECT n.chain INTO before FROM ledger_seal n WHERE n.number = p_number - 1;
    SELECT string_agg(n.digest, ''::bytea ORDER BY n.part) INTO all_parts
    FROM ledger_seal_part n WHERE n.seal_number = p_number;
    IF s.chain <> sha256(coalesce(before, ''::bytea) || s.digest) OR s.digest <> ledger_whole_digest(
        s.number, s.business_date, s.first_number, s.last_number, s.postings, all_parts) THEN
        part := NULL;
        wrong := 'seal';
        RETURN NEXT;
    END IF;
    RETURN QUERY
    SELECT coalesce(n.part, f.part), CASE WHEN n.part IS NULL THEN 'added'
        WHEN f.part IS NULL THEN 'missing' ELSE 'changed' END
    FROM (SELECT * FROM ledger_seal_part q WHERE q.seal_number = p_number) AS n
    FULL JOIN ledger_parts(s.business_date, s.first_number, s.last_number) AS f ON f.part = n.part
    WHERE n.digest IS DISTINCT FROM f.digest ORDER BY 1;
END
$$;
