from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', "0013_errands_end"),
    ]

    operations = [
        migrations.AddField(
            model_name='callproof',
            name='purpose',
            field=models.TextField(db_default='question', default='question'),
        ),
        migrations.AddConstraint(
            model_name='callproof',
            constraint=models.CheckConstraint(
                condition=models.Q(('purpose__in', ['question', 'movement', 'access', 'recovery', 'contacts', 'product'])),
                name='access_call_proof_purpose_known',
            ),
        ),
    ]
