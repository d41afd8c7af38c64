from django.db import migrations, models


class Migration(migrations.Migration):
    """Until when a user's sessions are over; nothing reads the old rows otherwise."""

    dependencies = [("access", "0011_staff_notices")]
    operations = [
        migrations.AddField("user", "sessions_end_at", models.DateTimeField(null=True)),
        migrations.AddField("user", "session_kept", models.UUIDField(null=True)),
    ]
