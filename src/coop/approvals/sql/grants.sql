-- What was asked is never edited nor deleted; only the decision and its use are written.
REVOKE UPDATE, DELETE ON approvals_request FROM coop_app;
GRANT UPDATE (status, decided_by, decided_at, decision_reason, used_by, used_at)
    ON approvals_request TO coop_app;
