-- The wall behind rules.TRANSITIONS (a test compares the two), and the one way to take steps.
CREATE OR REPLACE FUNCTION orders_may(old_status text, new_status text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old_status, new_status) IN (
        ('DRAFTED', 'AUTHORIZED'), ('DRAFTED', 'EXPIRED'),
        ('DRAFTED', 'CANCELLED'), ('DRAFTED', 'REFUSED'),
        ('AUTHORIZED', 'POSTED'), ('AUTHORIZED', 'HELD'),
        ('HELD', 'POSTED'), ('HELD', 'UNCERTAIN'), ('HELD', 'REFUSED'),
        ('UNCERTAIN', 'POSTED'), ('UNCERTAIN', 'REFUSED'),
        ('POSTED', 'BATCHED'), ('POSTED', 'SETTLED'), ('POSTED', 'RETURNED'),
        ('BATCHED', 'SETTLED'), ('BATCHED', 'RETURNED'),
        ('SETTLED', 'RETURNED')
    )
$$;

CREATE OR REPLACE FUNCTION orders_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'DRAFTED' THEN
            RAISE check_violation USING CONSTRAINT = 'orders_begins_as_draft',
                MESSAGE = 'an order begins as a draft';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status <> OLD.status AND NOT orders_may(OLD.status, NEW.status) THEN
        RAISE check_violation USING CONSTRAINT = 'orders_transition',
            MESSAGE = format('%s does not follow %s', NEW.status, OLD.status);
    END IF;
    IF (NEW.id, NEW.kind, NEW.person_id, NEW.user_id) IS DISTINCT FROM
       (OLD.id, OLD.kind, OLD.person_id, OLD.user_id)
       OR (OLD.status <> 'DRAFTED' OR NEW.status <> 'DRAFTED') AND
       (NEW.revision, NEW.origin_account, NEW.destination_account, NEW.payee, NEW.counterparty,
        NEW.amount_cents, NEW.fee_cents, NEW.memo, NEW.effective_date, NEW.content, NEW.digest)
       IS DISTINCT FROM
       (OLD.revision, OLD.origin_account, OLD.destination_account, OLD.payee, OLD.counterparty,
        OLD.amount_cents, OLD.fee_cents, OLD.memo, OLD.effective_date, OLD.content, OLD.digest)
       OR OLD.receipt_code IS NOT NULL AND NEW.receipt_code IS DISTINCT FROM OLD.receipt_code
    THEN
        RAISE check_violation USING CONSTRAINT = 'orders_frozen',
            MESSAGE = 'only a draft is edited, and never while it takes a step';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER orders_guard BEFORE INSERT OR UPDATE ON orders_order
    FOR EACH ROW EXECUTE FUNCTION orders_guard();

-- Takes the steps one by one, with an event each. A receipt code is the first of `codes` that no
-- other order has.
CREATE OR REPLACE FUNCTION orders_walk(
    the_order uuid, steps text[], instant timestamptz, words text DEFAULT '',
    how text DEFAULT NULL, codes text[] DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    step text;
    chosen text;
BEGIN
    IF codes IS NOT NULL THEN
        SELECT code INTO STRICT chosen
        FROM unnest(codes) WITH ORDINALITY AS offered(code, place)
        WHERE NOT EXISTS (SELECT FROM orders_order WHERE receipt_code = code)
        ORDER BY place LIMIT 1;
    END IF;
    FOREACH step IN ARRAY steps LOOP
        UPDATE orders_order SET
            status = step,
            authorized_at = CASE step WHEN 'AUTHORIZED' THEN instant ELSE authorized_at END,
            posted_at = CASE step WHEN 'POSTED' THEN instant ELSE posted_at END,
            receipt_code = coalesce(chosen, receipt_code),
            method = coalesce(how, method)
        WHERE id = the_order;
        IF NOT FOUND THEN
            RAISE no_data_found;
        END IF;
        INSERT INTO orders_event (order_id, status, at, note)
        VALUES (the_order, step, instant, words);
    END LOOP;
    RETURN chosen;
END
$$;
