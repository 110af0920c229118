"""Who may do what with what Vera of Sales asked: IT had it first and handed it off to Legal.

The people of both sides, and of the side that no longer is one. The comment and the point are of the request;
the comment is Vera's. `lena` of Legal is the assignee; `gleb` of no department was given access.
"""

PEOPLE = (
    *("anonymous", "inactive", "stranger", "granted", "administrator"),
    *("requester", "asking member", "asking coordinator"),
    *("member", "assignee", "coordinator"),
    *("former member", "former coordinator", "former watcher"),
)
# situation → what is so then
SITUATIONS = {
    "submitted": {"state": "submitted"},
    "accepted": {"state": "accepted"},
    "submitted, restricted": {"state": "submitted", "is_restricted": True},
    "accepted, restricted": {"state": "accepted", "is_restricted": True},
    "restricted, and its requester has left": {"state": "accepted", "is_restricted": True},
}
LEFT = "restricted, and its requester has left"

OWNERS = {"member", "assignee", "coordinator", "administrator"}
LEADERS = {"coordinator", "administrator"}
GIVEN = {"granted", "former watcher"}
ASKERS = {"requester", "asking coordinator"}


def rule(submitted, accepted, submitted_restricted, accepted_restricted, left):
    return dict(
        zip(
            SITUATIONS,
            (submitted, accepted, submitted_restricted, accepted_restricted, left),
            strict=True,
        )
    )


def always(who):
    return rule(who, who, who, who, who - {"requester"})


def two_sided(normal, restricted, left):
    return rule(normal, normal, restricted, restricted, left)


READERS = two_sided(
    OWNERS | ASKERS | GIVEN | {"asking member"},
    LEADERS | GIVEN | {"assignee", "requester"},
    LEADERS | GIVEN | {"assignee", "asking coordinator"},
)
WORKERS = two_sided(OWNERS, LEADERS | {"assignee"}, LEADERS | {"assignee"})
RULES = {
    "administer": always({"administrator"}),
    "read": READERS,
    "comment": READERS,
    "work": WORKERS,
    "edit": WORKERS
    | {
        "submitted": OWNERS | {"requester"},
        "submitted, restricted": LEADERS | {"assignee", "requester"},
    },
    "led": always(LEADERS),
    "requested": two_sided(
        ASKERS | {"administrator"}, {"requester", "administrator"}, {"asking coordinator", "administrator"}
    ),
    "guard": always(LEADERS | {"requester"}),
    "share": two_sided(OWNERS | {"requester"}, LEADERS | {"requester"}, LEADERS),
    "author": always({"requester"}),
    "author or administrator": always({"requester", "administrator"}),
}


def visits(address):
    """Yield (situation, methods) of those that make a difference: both methods at first, then the first of them."""
    methods, known = address.methods.split(), []
    for situation, who in RULES[address.rule].items():
        if who not in known:
            yield situation, methods[:1] if known else methods
            known.append(who)


def expected(rule, who, situation):
    if who in RULES[rule][situation]:
        return "through"
    signed_out = who in ("anonymous", "inactive") or (who == "requester" and situation == LEFT)
    return "sign in" if signed_out else "missing"
