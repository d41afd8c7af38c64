-- Orders are never deleted and their events only added.
REVOKE DELETE ON orders_order FROM coop_app;
REVOKE UPDATE, DELETE ON orders_event FROM coop_app;
