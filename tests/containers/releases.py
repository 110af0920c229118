"""Releases that follow one another, and what the data of a system is before and after."""

import shutil

from config.embedded import BASE
from tests.containers.engine import docker
from tests.containers.systems import build

# What a later release might bring: a table of its own, with a row, so that an upgrade can be told from none.
MIGRATION = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("board", "{last}")]
    operations = [
        migrations.RunSQL(
            "CREATE TABLE upgraded (times int); INSERT INTO upgraded VALUES (1); {more}", "DROP TABLE upgraded"
        )
    ]
"""
EVERY_ROW = """
    SELECT string_agg(t || ' ' || n, ', ' ORDER BY t) FROM (
        SELECT table_name AS t, (xpath('/row/n/text()', query_to_xml(
            format('SELECT count(*) || md5(string_agg(x::text, ''|'' ORDER BY x::text)) AS n FROM %I x', table_name),
            false, true, '')))[1]::text AS n
        FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    ) found
"""


def newer_image(sources, folder, tag):
    """Build the image of a release with one migration more."""
    shutil.copytree(sources, folder)
    migrations = folder / "board" / "migrations"
    (migrations / "9000_upgraded.py").write_text(migration_after(migrations))
    build(tag, folder, BUILD_ID=tag.partition(":")[2])
    return tag


def slow_image(image, folder, tag):
    """Put a migration that takes twenty seconds in the database on top of an image: quicker than to build a release."""
    migration = migration_after(BASE / "board" / "migrations", "SELECT pg_sleep(20);")
    (folder / "9000_upgraded.py").write_text(migration)
    (folder / "Dockerfile").write_text(f"FROM {image}\nCOPY 9000_upgraded.py /app/board/migrations/\n")
    docker("build", "--quiet", "--tag", tag, str(folder))
    return tag


def migration_after(migrations, more=""):
    last = max(path.stem for path in migrations.glob("0*.py"))
    return MIGRATION.format(last=last, more=more)


def filled(system):
    """Fill a running system with the demo, and return every table's rows as counts and digests."""
    system.compose("exec", "-T", "web", "python", "manage.py", "demo")
    return tables(system)


def tables(system):
    found = dict(part.rsplit(" ", 1) for part in system.sql(" ".join(EVERY_ROW.split())).split(", "))
    # These change by themselves while the board runs.
    return {name: rows for name, rows in found.items() if name not in {"django_session", "board_counter"}}


def use(system, image):
    system.set("HANDOFF_IMAGE", image)


def backups(system):
    listed = system.compose("exec", "-T", "web", "ls", "/data/backups").split()
    return [name for name in listed if name.endswith(".dump")]


def cli(system, tool, *arguments, check=True):
    return system.compose(
        "run", "--rm", "-T", "cli", "python", f"/usr/local/lib/handoff/{tool}.py", *arguments, check=check
    )
