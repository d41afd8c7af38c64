from django.db import migrations


class Migration(migrations.Migration):
    """Buckets stand in `kernel_throttle` now; what they held is minutes old at most."""

    dependencies = [("access", "0005_codes_and_errands")]
    operations = [migrations.DeleteModel("Throttle")]
