-- Opening accounts and changing their status. Member ids are positive, internal ones negative.
CREATE OR REPLACE FUNCTION ledger_open_account(
    p_code text, p_name text, p_sign smallint, p_internal boolean, p_floor bigint
) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO ledger_account (id, code, name, sign, floor_cents)
    SELECT
        CASE WHEN p_internal THEN nextval('ledger_account_internal')
            ELSE nextval('ledger_account_member') END,
        p_code, p_name, p_sign, CASE WHEN NOT p_internal THEN p_floor END
    WHERE p_sign IN (1, -1) AND p_code <> ''
    ON CONFLICT (code) DO NOTHING RETURNING id
$$;

-- A closed account stays closed, and only an empty one closes.
CREATE OR REPLACE FUNCTION ledger_set_status(p_account bigint, p_status text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    found ledger_account;
BEGIN
    IF p_status NOT IN ('open', 'debits_blocked', 'blocked', 'closed') THEN
        RAISE EXCEPTION 'ledger: % is no status', p_status
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT * INTO found FROM ledger_account a WHERE a.id = p_account FOR UPDATE;
    IF found.id IS NULL THEN
        RETURN 'account_unknown';
    ELSIF found.status = p_status THEN
        RETURN 'done';
    ELSIF found.status = 'closed' THEN
        RETURN 'account_closed';
    ELSIF p_status = 'closed' AND (found.balance_cents <> 0 OR found.held_cents <> 0) THEN
        RETURN 'account_not_empty';
    END IF;
    UPDATE ledger_account a SET status = p_status WHERE a.id = p_account;
    RETURN 'done';
END
$$;
