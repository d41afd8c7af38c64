from django.db import migrations

# `full_at` is when the bucket would be empty again (generic cell rate).
SQL = "CREATE TABLE kernel_throttle (key text PRIMARY KEY, full_at timestamptz NOT NULL)"
UNDO = "DROP TABLE kernel_throttle"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_clock")]
    operations = [migrations.RunSQL(SQL, UNDO)]
