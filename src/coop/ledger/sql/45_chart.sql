-- The house's own accounts: an id is the code, negative (coop.ledger.chart names them).
INSERT INTO ledger_account (id, code, name, sign) VALUES
    (-1101, '1101', 'Caja y bancos', 1),
    (-1102, '1102', 'Compensación por cobrar', 1),
    (-2101, '2101', 'Pagos por liquidar', -1),
    (-2102, '2102', 'Compensación por pagar', -1),
    (-3901, '3901', 'Apertura de libros', -1),
    (-4101, '4101', 'Intereses y comisiones ganados', -1),
    (-5101, '5101', 'Intereses pagados', 1)
ON CONFLICT (id) DO NOTHING;

SELECT ledger_make_months(d.opening_date, (d.business_date + interval '2 months')::date)
FROM ledger_day d;
