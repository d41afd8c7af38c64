-- The house grants SELECT on every ledger relation and EXECUTE on every function. This takes back
-- what only other functions call, and lets history be copied in.
REVOKE EXECUTE ON FUNCTION ledger_batch_walk(int[], bigint[], bigint[], text[], bigint[])
    FROM coop_app;
GRANT INSERT ON ledger_staged_account, ledger_staged_movement TO coop_app;
REVOKE EXECUTE ON FUNCTION ledger_post_any(
    uuid, text, text, bigint[], bigint[], text[], uuid, uuid) FROM coop_app;
