"""The settings of the tests: the site's own on the servers of the tests, with fast passwords and a fast flush."""

import os

from tests import servers

os.environ.update(servers.environment())

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["ENGINE"] = "tests.postgresql"  # noqa: F405
