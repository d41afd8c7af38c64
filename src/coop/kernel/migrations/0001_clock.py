from django.db import migrations

# One row. In production `demonstration` is false and the offset can never change:
# the web's role may only read the table, and the function refuses.
SQL = """
CREATE TABLE kernel_clock (
    sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
    demonstration boolean NOT NULL DEFAULT false,
    clock_offset interval NOT NULL DEFAULT '0',
    CONSTRAINT kernel_clock_real_unless_demonstration CHECK (demonstration OR clock_offset = '0')
);
INSERT INTO kernel_clock DEFAULT VALUES;

CREATE FUNCTION kernel_set_clock(instant timestamptz, OUT offset_now interval)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE public.kernel_clock SET clock_offset = instant - clock_timestamp()
    WHERE demonstration RETURNING clock_offset
$$;
"""

UNDO = "DROP FUNCTION kernel_set_clock(timestamptz); DROP TABLE kernel_clock;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL, UNDO)]
