from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0007_saved_filters"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("archived_at", None), ("is_restricted", True)),
                fields=["column"],
                name="task_restricted_by_column",
            ),
        ),
    ]
