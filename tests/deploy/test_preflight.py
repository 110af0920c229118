"""What is wrong with the environment ends a start before anything is touched."""

import pytest

from tests.deploy.starts import KEY

BOOLEANS = [
    "MIGRATE_ON_START",
    "COLLECTSTATIC_ON_START",
    "AUTO_BACKUP",
    "WAIT_FOR_MIGRATIONS",
    "WAIT_FOR_DB",
    "DEBUG",
    "SSL_REDIRECT",
    "JOINED_ASSETS",
]
NUMBERS = [
    "DB_WAIT_TIMEOUT",
    "MIGRATE_LOCK_TIMEOUT",
    "MIGRATIONS_WAIT_TIMEOUT",
    "BACKUP_KEEP",
    "STATIC_KEEP_DAYS",
]


def refused(start, code, reason):
    """Whether the start ended with this code for this reason, having touched nothing."""
    fatal = start.line("fatal")
    return (start.code, fatal["exit"], fatal["reason"], start.events, start.printed) == (
        code,
        str(code),
        reason,
        ["fatal"],
        "",
    ) and fatal["msg"].endswith(".")


@pytest.mark.parametrize("name", BOOLEANS)
@pytest.mark.parametrize("value", ["ture", "2", "true false"])
def test_a_mistyped_boolean_is_not_taken_for_false(nowhere, name, value):
    start = nowhere.start(**{name: value})

    assert refused(start, 64, "not_a_boolean")
    assert start.line("fatal")["variable"] == name


@pytest.mark.parametrize("value", ["true", "True", "yes", "on", "1"])
def test_true_may_be_written_in_several_ways(nowhere, value):
    assert nowhere.start(WAIT_FOR_DB=value).code == 69


@pytest.mark.parametrize("value", ["false", "False", "no", "off", "0"])
def test_false_may_be_written_in_several_ways(nowhere, value):
    start = nowhere.start(WAIT_FOR_DB=value)

    assert (start.code, start.printed) == (0, "READY")


@pytest.mark.parametrize("value", [None, ""])
def test_an_unset_flag_has_its_default(nowhere, value):
    start = nowhere.start(
        **dict.fromkeys(["MIGRATE_ON_START", "AUTO_BACKUP", "WAIT_FOR_MIGRATIONS", "WAIT_FOR_DB"], value)
    )

    assert (start.code, start.stages) == (69, [("wait_db", "failed")])


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["60s", "-1", "1.5", "9999999999"])
def test_a_mistyped_number_is_refused(nowhere, name, value):
    assert refused(nowhere.start(**{name: value}), 64, "not_a_number")


def test_without_a_command_there_is_nothing_to_start(nowhere):
    assert refused(nowhere.start(command=()), 64, "no_command")


def test_an_unknown_command_is_seen_before_the_database_is_touched(nowhere):
    assert refused(nowhere.start("gunicron", MIGRATE_ON_START="true"), 127, "unknown_command")


def test_the_command_gets_its_arguments_as_they_are(nowhere):
    start = nowhere.start("printf", "%s|", "a b", "", "$HOME", "'*'", WAIT_FOR_DB="false")

    assert start.printed == "a b||$HOME|'*'|"


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("xyzzy", "short"),
        ("x" * 31, "short"),
        ("change-me" * 5, "sample"),
        ("Change me, please, before it is too late", "sample"),
        ("django-insecure-0123456789012345678901234567890123456789", "sample"),
        ("sample key for everybody who looks into it", "sample"),
    ],
)
def test_a_bad_secret_key_is_refused_and_never_shown(nowhere, tmp_path, key, reason):
    start = nowhere.start(SECRET_KEY=key, MIGRATE_ON_START="true")

    assert refused(start, 78, reason)
    assert key not in start.text

    (tmp_path / "key").write_text(key + "\n")
    start = nowhere.start(SECRET_KEY=None, SECRET_KEY_FILE=tmp_path / "key")

    assert refused(start, 78, reason)
    assert key not in start.text


def test_an_empty_secret_key_needs_a_place_to_keep_a_new_one(nowhere):
    nowhere.secrets.rmdir()

    for flags in ({"MIGRATE_ON_START": "true"}, {"WAIT_FOR_MIGRATIONS": "true"}):
        assert refused(nowhere.start(SECRET_KEY="", **flags), 78, "no_secrets_volume")
    assert refused(nowhere.start(SECRET_KEY=""), 78, "missing")


def test_an_empty_secret_key_needs_a_place_that_can_be_written(nowhere, mounted):
    folder = mounted("ro")

    start = nowhere.start(SECRET_KEY="", SECRETS_DIR=folder, MIGRATE_ON_START="true")

    assert refused(start, 78, "no_secrets_volume")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMAIL_URL", "smtps://me:s3cret@mail.example.com:465"),
        ("EMAIL_URL", "smtp://me:s3cret/word@mail.example.com:587"),
        ("MAIL_FROM", "Handoff, Inc. <handoff@example.com>"),
        ("MAIL_TIMEOUT", "0"),
        ("MAIL_HOLD", "2m"),
        ("MAIL_LEASE", "-1"),
        ("SITE_URL", "tasks.example.com"),
    ],
)
def test_what_mail_cannot_use_is_refused_and_no_password_shown(nowhere, name, value):
    start = nowhere.start(**{name: value})

    assert refused(start, 78, "malformed")
    assert start.line("fatal")["variable"] == name
    assert "s3cret" not in start.text


def test_a_malformed_address_in_a_file_is_refused_and_a_good_one_goes_on(nowhere, tmp_path):
    (tmp_path / "bad").write_text("smtp://me:s3cret@mail.example.com:smtp\n")
    (tmp_path / "good").write_text("smtp+tls://me:s3cret@mail.example.com\n")

    bad = nowhere.start(EMAIL_URL_FILE=tmp_path / "bad", WAIT_FOR_DB="false")
    good = nowhere.start(
        EMAIL_URL_FILE=tmp_path / "good", WAIT_FOR_DB="false", MAIL_FROM="Доска <handoff@example.com>"
    )

    assert refused(bad, 78, "malformed")
    assert (good.code, good.printed) == (0, "READY")
    assert "s3cret" not in bad.text + good.text


def test_debug_is_for_development_alone(nowhere):
    assert refused(nowhere.start(DEBUG="true"), 78, "debug_in_production")
    assert refused(nowhere.start(DEBUG="true", HANDOFF_ENV="production"), 78, "debug_in_production")
    assert nowhere.start(DEBUG="true", HANDOFF_ENV="development").code == 69


SECRETS = ["SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_URL", "REDIS_URL", "REDIS_PASSWORD", "EMAIL_URL"]


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_that_is_given_twice_is_refused_and_never_shown(nowhere, tmp_path, name):
    (tmp_path / "secret").write_text(KEY)

    start = nowhere.start(**{name: KEY, f"{name}_FILE": tmp_path / "secret"})

    assert refused(start, 78, "set_twice")
    assert KEY not in start.text


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_file_must_be_there_and_hold_something(nowhere, tmp_path, name):
    (tmp_path / "nothing").touch()

    assert refused(nowhere.start(**{name: None, f"{name}_FILE": tmp_path / "gone"}), 78, "unreadable_file")
    assert refused(nowhere.start(**{name: None, f"{name}_FILE": tmp_path / "nothing"}), 78, "empty_file")


def test_a_secret_from_a_file_does_not_get_into_the_environment(nowhere, tmp_path):
    (tmp_path / "key").write_text(KEY + "\n")

    start = nowhere.start("env", SECRET_KEY=None, SECRET_KEY_FILE=tmp_path / "key", WAIT_FOR_DB="false")

    assert start.code == 0
    assert KEY not in start.printed
