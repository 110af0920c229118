from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("board", "0003_agreement")]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["submitted", "accepted", "delivered"]),
                    models.Q(("requesting_department", models.F("department")), _negated=True),
                ),
                fields=["requesting_department", "-id"],
                name="task_asked_open",
            ),
        ),
    ]
