from django.db import migrations, models


class Migration(migrations.Migration):
    """Until when what was begun without being signed in is over for a user."""

    dependencies = [("access", "0012_sessions_end")]
    operations = [migrations.AddField("user", "errands_end_at", models.DateTimeField(null=True))]
