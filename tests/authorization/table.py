"""Who may reach which address, by name. An address that is not in this table fails the build.

The task and its comment are Boris's, who coordinates Legal; Ana is a member there. Oleg of IT is the one who was
given access. `open` is the same task on a board that is open for reading.
"""

from dataclasses import dataclass

PEOPLE = ("anonymous", "inactive", "stranger", "other", "granted", "member", "coordinator", "administrator")
SIGNED_IN = {"stranger", "other", "granted", "member", "coordinator", "administrator"}
OWNERS = {"member", "coordinator", "administrator"}
LEADERS = {"coordinator", "administrator"}
SITUATIONS = ("normal", "restricted", "open")


def always(who):
    return dict.fromkeys(SITUATIONS, who)


# rule → situation → who gets through
RULES = {
    "everybody": always(set(PEOPLE)),
    "signed in": always(SIGNED_IN),
    "administer": always({"administrator"}),
    "nobody": always(set()),
    "read board": {"normal": OWNERS, "restricted": OWNERS, "open": SIGNED_IN},
    "work on board": always(OWNERS),
    "lead": always(LEADERS),
    "read": {"normal": OWNERS | {"granted"}, "restricted": LEADERS | {"granted"}, "open": SIGNED_IN},
    "comment": {
        "normal": OWNERS | {"granted"},
        "restricted": LEADERS | {"granted"},
        "open": OWNERS | {"granted"},
    },
    "work": {"normal": OWNERS, "restricted": LEADERS, "open": OWNERS},
    "share": {"normal": OWNERS, "restricted": LEADERS, "open": OWNERS},
    "guard": always(LEADERS),
    "author": always({"coordinator"}),
    "author or administrator": always(LEADERS),
}


@dataclass(frozen=True)
class Address:
    rule: str
    methods: str = "GET POST"
    # Names of what the path holds, in order; the test has their ids.
    args: tuple = ()
    query: str = ""
    # Whether it is missing, rather than a matter of signing in, for those who have not signed in.
    without_sign_in: bool = False

    def situations(self):
        """Return the situations that make a difference here."""
        differ = len({frozenset(who) for who in RULES[self.rule].values()}) > 1
        return SITUATIONS if differ else SITUATIONS[:1]

    def who(self, situation):
        return RULES[self.rule][situation]


def board(rule, methods="GET POST", *more):
    return Address(rule, methods, ("code", *more))


def task(rule, methods="GET POST", *more, **fields):
    return Address(rule, methods, ("task", *more), **fields)


def administer(methods="GET POST", *args, query=""):
    return Address("administer", methods, args, query)


ADDRESSES = {
    "home": Address("signed in", "GET"),
    "boards": Address("signed in", "GET"),
    "search": Address("signed in", "GET"),
    # Boards
    "board": board("read board", "GET"),
    "board_archive": board("read board", "GET"),
    "column": board("read board", "GET", "column"),
    "task_add": board("work on board", "GET POST", "column"),
    "board_settings": board("lead", "GET"),
    "board_reading": board("lead", "POST"),
    "column_add": board("lead"),
    "column_edit": board("lead", "GET POST", "column"),
    "column_order": board("lead", "POST", "column"),
    "column_remove": board("lead", "GET POST", "column"),
    "label_add": board("lead"),
    "label_edit": board("lead", "GET POST", "label"),
    "label_remove": board("lead", "GET POST", "label"),
    # Tasks
    "task": task("read", "GET"),
    "task_panel": task("read", "GET"),
    "task_move": task("work"),
    "task_archive": task("work", "POST"),
    "task_restore": task("work", "POST"),
    "task_title": task("work"),
    "task_description": task("work"),
    "task_assignee": task("work"),
    "task_priority": task("work"),
    "task_labels": task("work"),
    "task_dates": task("work"),
    "task_restriction": task("guard"),
    "task_access": task("share"),
    "task_access_take": task("share", "POST", "person"),
    "task_watch": task("read", "POST"),
    "task_seen": task("read", "POST"),
    "checklist_add": task("work"),
    "checklist_edit": Address("work", args=("item",)),
    "checklist_tick": Address("work", "POST", ("item",)),
    "checklist_order": Address("work", "POST", ("item",)),
    "checklist_remove": Address("work", "POST", ("item",)),
    # Comments
    "comment_add": task("comment"),
    "comment": Address("read", "GET", ("comment",)),
    "comment_reply": Address("comment", args=("comment",)),
    "comment_edit": Address("author", args=("comment",)),
    "comment_delete": Address("author or administrator", args=("comment",)),
    # Accounts
    "account_login": Address("everybody"),
    "account_logout": Address("everybody"),
    "account_inactive": Address("everybody", "GET"),
    "account_change_password": Address("signed in"),
    "account_reset_password": Address("everybody"),
    "account_reset_password_done": Address("everybody", "GET"),
    "account_reset_password_from_key": Address("everybody", args=("uid", "key")),
    "account_reset_password_from_key_done": Address("everybody", "GET"),
    "invitation": Address("everybody", args=("token",)),
    "setup": Address("everybody", args=("token",)),
    "settings": Address("signed in"),
    "theme": Address("everybody", "POST"),
    "set_language": Address("everybody", "POST"),
    "mail": Address("nobody", "GET", without_sign_in=True),  # there under DEBUG only
    # The admin panel
    "admin:index": administer("GET POST"),
    "admin:app_list": administer("GET POST", "app"),
    "admin:jsi18n": administer("GET"),
    "admin:autocomplete": administer(
        "GET", query="?app_label=board&model_name=task&field_name=assignee&term=a"
    ),
    "admin:board_department_changelist": administer("GET POST"),
    "admin:board_department_add": administer(),
    "admin:board_department_change": administer("GET POST", "department"),
    "admin:board_department_history": administer("GET POST", "department"),
    "admin:board_department_close": administer("GET POST", "department"),
    "admin:board_user_changelist": administer("GET POST"),
    "admin:board_user_add": administer(),
    "admin:board_user_change": administer("GET POST", "person"),
    "admin:board_user_history": administer("GET POST", "person"),
    "admin:board_user_resend": administer("GET POST", "person"),
    "admin:board_user_reset": administer("GET POST", "person"),
    "admin:board_user_deactivate": administer("GET POST", "person"),
    "admin:board_user_activate": administer("GET POST", "person"),
    "admin:board_task_changelist": administer("GET POST"),
    "admin:board_task_add": Address("nobody"),
    "admin:board_task_change": administer("GET POST", "task"),
    "admin:board_task_history": administer("GET POST", "task"),
    "admin:board_task_archive": administer("GET POST", "task"),
    "admin:board_task_restore": administer("GET POST", "task"),
    "admin:board_comment_changelist": administer("GET POST"),
    "admin:board_comment_add": Address("administer", ""),
    "admin:board_comment_change": administer("GET", "comment"),
    "admin:board_comment_history": administer("GET POST", "comment"),
    "admin:board_comment_remove": administer("GET POST", "comment"),
    "admin:board_mail_changelist": administer("GET POST"),
    "admin:board_mail_add": Address("administer", ""),
    "admin:board_mail_change": administer("GET", "mail"),
    "admin:board_mail_history": administer("GET POST", "mail"),
}
