import coop.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0010_contact_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffNotice',
            fields=[
                ('id', models.UUIDField(default=coop.kernel.ids.uuid7, primary_key=True, serialize=False)),
                ('what', models.TextField()),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('about', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['user', 'at'], name='access_staff_notice_unseen')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what__in', ['code_given', 'passkey_added'])), name='access_staff_notice_what_known')],
            },
        ),
    ]
