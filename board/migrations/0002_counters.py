from django.db import migrations


class Migration(migrations.Migration):
    """The table of the default cache, as `createcachetable` makes it: counts of failed sign-ins."""

    dependencies = [("board", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE board_counter (
                cache_key varchar(255) NOT NULL PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX board_counter_expires ON board_counter (expires);
            """,
            "DROP TABLE board_counter",
        ),
    ]
