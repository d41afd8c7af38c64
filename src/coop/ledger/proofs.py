"""What must hold of the books, as queries that return a line for each violation."""

from dataclasses import dataclass

EVERY = frozenset({"minute", "since_seal", "whole"})
DAYS = frozenset({"since_seal", "whole"})
WHOLE = frozenset({"whole"})


@dataclass(frozen=True, slots=True)
class Proof:
    """One sentence that must be true; `%s` in its SQL is the last day that is not looked at."""

    name: str
    scopes: frozenset[str]
    sql: str


PROOFS = (
    Proof(
        "all balances together are zero",
        EVERY,
        """
        SELECT 'they are ' || total FROM (
            SELECT coalesce((SELECT sum(balance_cents) FROM ledger_account), 0) + coalesce(sum(
                coalesce(s.balance_cents, 0) + coalesce((
                    SELECT sum(p.amount_cents) FROM ledger_posting p
                    WHERE p.account_id = a.id
                        AND p.business_date > coalesce(s.business_date, '-infinity')), 0)), 0)
                AS total
            FROM ledger_account a LEFT JOIN LATERAL (
                SELECT n.business_date, n.balance_cents FROM ledger_snapshot n
                WHERE n.account_id = a.id ORDER BY n.business_date DESC LIMIT 1) AS s ON true
            WHERE a.id < 0) AS sums
        WHERE total <> 0
        """,
    ),
    Proof(
        "every account is well formed",
        EVERY,
        """
        SELECT 'account ' || id FROM ledger_account
        WHERE id = 0 OR sign NOT IN (1, -1) OR held_cents < 0
            OR status NOT IN ('open', 'debits_blocked', 'blocked', 'closed')
            OR id < 0 AND (balance_cents <> 0 OR held_cents <> 0 OR floor_cents IS NOT NULL)
        LIMIT 20
        """,
    ),
    Proof(
        "what is held of each account is the sum of its holds",
        EVERY,
        """
        SELECT 'account ' || a.id || ' holds ' || a.held_cents || ', its holds ' || h.total
        FROM (SELECT account_id, sum(amount_cents) AS total FROM ledger_hold
            WHERE status = 'held' GROUP BY account_id) AS h
        FULL JOIN (SELECT id, held_cents FROM ledger_account WHERE held_cents <> 0) AS a
            ON a.id = h.account_id
        WHERE a.held_cents IS DISTINCT FROM h.total LIMIT 20
        """,
    ),
    Proof(
        "every entry sums to zero and is what was asked for",
        DAYS,
        """
        SELECT 'entry ' || g.entry_id || ' of ' || g.day FROM (
            SELECT p.entry_id, min(p.business_date) AS day, sum(p.amount_cents) AS total,
                min(p.business_date) <> max(p.business_date) AS spread,
                array_agg(p.account_id ORDER BY p.id) AS accounts,
                array_agg(p.amount_cents ORDER BY p.id) AS amounts,
                array_agg(p.text ORDER BY p.id) AS texts
            FROM ledger_posting p
            WHERE p.business_date > coalesce(%s::date, '-infinity') GROUP BY p.entry_id
        ) AS g LEFT JOIN ledger_entry e ON e.id = g.entry_id
        WHERE g.total <> 0 OR 0 = ANY (g.amounts) OR g.spread
            OR e.id IS NULL OR e.business_date <> g.day
            OR e.account_ids <> g.accounts OR e.digest <> sha256(convert_to(
                ROW(e.kind, e.reference, g.accounts, g.amounts, g.texts)::text, 'UTF8'))
        LIMIT 20
        """,
    ),
    Proof(
        "every entry has its postings",
        WHOLE,
        """
        SELECT 'entry ' || e.id || ' of ' || e.business_date FROM ledger_entry e
        WHERE NOT EXISTS (SELECT FROM ledger_posting p WHERE p.entry_id = e.id) LIMIT 20
        """,
    ),
    Proof(
        "each balance is the one before it and the posting's amount",
        DAYS,
        """
        SELECT 'account ' || c.account_id || ' at posting ' || c.id || ' of ' || c.business_date
        FROM (
            SELECT p.account_id, p.id, p.business_date, p.amount_cents, p.balance_cents,
                lag(p.balance_cents) OVER w AS previous, row_number() OVER w AS nth
            FROM ledger_posting p
            WHERE p.account_id > 0 AND p.business_date > coalesce(%s::date, '-infinity')
            WINDOW w AS (PARTITION BY p.account_id ORDER BY p.business_date, p.id)
        ) AS c
        WHERE c.balance_cents IS DISTINCT FROM c.amount_cents + CASE WHEN c.nth > 1 THEN c.previous
            ELSE coalesce((
                SELECT b.balance_cents FROM ledger_posting b
                WHERE b.account_id = c.account_id
                    AND b.business_date <= coalesce(%s::date, '-infinity')
                ORDER BY b.business_date DESC, b.id DESC LIMIT 1), 0) END
        LIMIT 20
        """,
    ),
    Proof(
        "each account's balance is that of its last posting",
        DAYS,
        """
        SELECT 'account ' || a.id || ' has ' || a.balance_cents || ', its last posting '
            || l.balance_cents
        FROM ledger_account a JOIN (
            SELECT DISTINCT ON (p.account_id) p.account_id, p.balance_cents FROM ledger_posting p
            WHERE p.account_id > 0 AND p.business_date > coalesce(%s::date, '-infinity')
            ORDER BY p.account_id, p.business_date DESC, p.id DESC
        ) AS l ON l.account_id = a.id
        WHERE a.balance_cents IS DISTINCT FROM l.balance_cents LIMIT 20
        """,
    ),
    Proof(
        "each account's balance is the sum of its postings",
        WHOLE,
        """
        SELECT 'account ' || coalesce(a.id, s.account_id) || ' has ' || a.balance_cents
            || ', its postings ' || coalesce(s.total, 0)
        FROM (SELECT * FROM ledger_account WHERE id > 0) AS a FULL JOIN (
            SELECT account_id, sum(amount_cents) AS total FROM ledger_posting
            WHERE account_id > 0 GROUP BY account_id) AS s ON s.account_id = a.id
        WHERE a.balance_cents IS DISTINCT FROM coalesce(s.total, 0) LIMIT 20
        """,
    ),
    Proof(
        "each day's snapshot is the sum of an internal account until then",
        WHOLE,
        """
        SELECT 'account ' || n.account_id || ' on ' || n.business_date
        FROM ledger_snapshot n, ledger_day d
        WHERE n.balance_cents <> (
            SELECT coalesce(sum(p.amount_cents), 0) FROM ledger_posting p
            WHERE p.account_id = n.account_id AND p.business_date <= n.business_date) LIMIT 20
        """,
    ),
    Proof(
        "nothing is posted after the business day",
        DAYS,
        """
        SELECT 'posting ' || p.id || ' of account ' || p.account_id || ' on ' || p.business_date
        FROM ledger_posting p, ledger_day d WHERE p.business_date > d.business_date LIMIT 20
        """,
    ),
)
