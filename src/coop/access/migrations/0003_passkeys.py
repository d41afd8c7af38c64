import coop.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_token"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=coop.kernel.ids.uuid7, primary_key=True, serialize=False
                    ),
                ),
                ("purpose", models.TextField()),
                ("challenge", models.BinaryField()),
                ("data", models.JSONField(default=dict)),
                ("expires_at", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="ceremony",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["register", "sign_in", "prove"])),
                name="access_ceremony_purpose_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ceremony",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("purpose", "sign_in"), ("user__isnull", False), _connector="OR"
                ),
                name="access_ceremony_has_user",
            ),
        ),
        migrations.AddField(
            model_name="challenge",
            name="nonce",
            field=models.BinaryField(db_default=b""),
        ),
        migrations.AddField(
            model_name="challenge",
            name="token_nonce",
            field=models.TextField(db_default=""),
        ),
        # A credential belongs to one user (Web Authentication Level 3, 7.1, step 26).
        migrations.RunSQL(
            "CREATE UNIQUE INDEX access_passkey_once ON mfa_authenticator "
            "((data->'credential'->>'id')) WHERE type = 'webauthn'",
            "DROP INDEX access_passkey_once",
        ),
    ]
