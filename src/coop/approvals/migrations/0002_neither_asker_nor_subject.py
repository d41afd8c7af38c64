from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('approvals', '0001_requests'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(
                name='approvals_not_by_its_subject',
                condition=~Q(decided_by=F('subject')) & ~Q(used_by=F('subject')),
            ),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(
                name='approvals_used_by_another', condition=~Q(used_by=F('asked_by'))
            ),
        ),
    ]
