"""Who comes in: a request's session and what it wishes to hear of, decided in the one thread of the database."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest, parse_cookie

from board.queries.live import KINDS, Wish, granted, seal_of

MOST = 100  # topics of a browser's open tabs together
HIGHEST = 2**63

# psycopg2 waits, so it waits here; and one connection is enough for a process.
_thread = ThreadPoolExecutor(1, thread_name_prefix="database")


async def ask_database(function, *args):
    """Return what `function` returns on the database; its connection is looked after before."""
    return await asyncio.get_running_loop().run_in_executor(_thread, _with_fresh_connection, function, args)


def read_topics(query):
    """Return [(kind, id)] of a query such as b"board=3&task=1042&lists=3". Raises ValueError for any other."""
    pairs = parse_qsl(query.decode("ascii"), strict_parsing=True, max_num_fields=MOST) if query else []
    topics = sorted({(kind, int(pk)) for kind, pk in pairs if pk.isascii() and pk.isdecimal()})
    if len(topics) != len(set(pairs)) or any(kind not in KINDS or pk >= HIGHEST for kind, pk in topics):
        raise ValueError(query)
    return topics


def let_in(cookies, topics):
    """Return (Wishes, those that are granted) of whoever is signed in with `cookies`; or None."""
    key = parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    if not key or "\0" in key:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    reader = get_user(request)
    if not reader.is_authenticated:
        return None
    who = (key, seal_of(reader), reader.pk)
    wishes = [Wish(*who, "me"), *(Wish(*who, kind, pk) for kind, pk in topics)]
    found = granted(wishes)
    return (wishes, found) if wishes[0] in found else None


def _with_fresh_connection(function, args):
    close_old_connections()
    return function(*args)
