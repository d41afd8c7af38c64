from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_trail")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX audit_entry_actor ON audit_entry (actor, id)",
            "DROP INDEX audit_entry_actor",
        )
    ]
