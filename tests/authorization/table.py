"""Who may reach which address, by name. An address that is not in this table fails the build.

The task and its comment are Boris's, who coordinates Legal; Ana is a member there. Oleg of IT is the one who was
given access. `open` is the same task on a board that is open for reading.

The rules of a task: `read`; `comment`; `work` is what the owner's people do (assign, move, deliver, promise, wait);
`edit` its words, with the requester until it is accepted; `led` is for the owner's coordinators (decline, hand off);
`requested` for who asked (confirm, return, reopen, cancel); `guard` restricts it; `share` gives access. Of a board:
`read board`; `work on board`; `lead` arranges it; `inbox` and `outbox` are the department's own.
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
    "edit": {"normal": OWNERS, "restricted": LEADERS, "open": OWNERS},
    "led": always(LEADERS),
    "requested": always(LEADERS),
    "inbox": always(OWNERS),
    "outbox": always(OWNERS),
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
    "home_sections": Address("signed in", "GET"),
    "boards": Address("signed in", "GET"),
    "search": Address("signed in", "GET"),
    "palette": Address("signed in", "GET"),
    "notifications": Address("signed in", "GET"),
    "notifications_list": Address("signed in", "GET"),
    "notifications_count": Address("signed in", "GET"),
    "notifications_read": Address("signed in", "POST"),
    "live_since": Address("signed in", "GET", query="?board=1:0&task=1:0"),
    # Boards
    "board": board("read board", "GET"),
    "board_archive": board("read board", "GET"),
    "inbox": board("inbox", "GET"),
    "board_bulk": Address("work on board", args=("code",), query="?do=assign"),
    "inbox_bulk": Address("work on board", args=("code",), query="?do=accept"),
    "inbox_list": board("inbox", "GET"),
    "inbox_count": board("inbox", "GET"),
    "outbox": board("outbox", "GET"),
    "outbox_list": board("outbox", "GET"),
    "column": board("read board", "GET", "column"),
    "board_filters": board("read board", "GET"),
    "saved_filters": board("read board", "GET"),
    "filter_save": Address("read board", args=("code",), query="?assignee=me"),
    "filter_rename": board("author", "GET POST", "filter"),
    "filter_remove": board("author", "POST", "filter"),
    "task_add": board("work on board", "GET POST", "column"),
    "board_settings": board("lead", "GET"),
    "board_reading": board("lead", "POST"),
    "board_working_time": board("lead"),
    "column_add": board("lead"),
    "column_edit": board("lead", "GET POST", "column"),
    "column_order": board("lead", "POST", "column"),
    "column_remove": board("lead", "GET POST", "column"),
    "label_add": board("lead"),
    "label_edit": board("lead", "GET POST", "label"),
    "label_remove": board("lead", "GET POST", "label"),
    "request_type_add": board("lead"),
    "request_type_edit": board("lead", "GET POST", "type"),
    "request_type_order": board("lead", "POST", "type"),
    "request_type_offer": board("lead", "POST", "type"),
    "request_type_remove": board("lead", "GET POST", "type"),
    # Tasks
    "task_new": Address("signed in", query="?to=LEG"),
    "task": task("read", "GET"),
    "task_panel": task("read", "GET"),
    "task_move": task("work"),
    "task_undo": task("read"),
    "task_archive": task("work", "POST"),
    "task_restore": task("work", "POST"),
    "task_title": task("edit"),
    "task_description": task("edit"),
    "task_assignee": task("work"),
    "task_priority": task("work"),
    "task_labels": task("work"),
    "task_dates": task("work"),
    "task_accept": task("work"),
    "task_decline": task("led"),
    "task_hand_off": task("led"),
    "task_deliver": task("work"),
    "task_take_back": task("work", "POST"),
    "task_confirm": task("requested", "POST"),
    "task_return": task("requested"),
    "task_reopen": task("requested"),
    "task_cancel": task("requested"),
    "task_wait": task("work"),
    "task_resume": task("work", "POST"),
    "task_wanted": task("requested"),
    "task_promise": task("work"),
    "task_result": task("work"),
    "task_restriction": task("guard"),
    "task_access": task("share"),
    "task_access_take": task("share", "POST", "person"),
    "task_watch": task("read", "POST"),
    "task_seen": task("read", "POST"),
    "task_duplicate": task("led"),
    "task_children": task("work"),
    "task_child": task("work"),
    "task_blockers": task("work"),
    "task_link_remove": task("work", "POST", "link"),
    "checklist_add": task("work"),
    "checklist_edit": Address("work", args=("item",)),
    "checklist_tick": Address("work", "POST", ("item",)),
    "checklist_order": Address("work", "POST", ("item",)),
    "checklist_remove": Address("work", "POST", ("item",)),
    # Comments
    "task_people": task("comment", "GET"),
    "comment_add": task("comment"),
    "comment_audience": task("comment", "GET"),
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
    "unsubscribe": Address("everybody", args=("unsubscribe",)),
    "settings": Address("signed in"),
    "settings_notifications": Address("signed in", "POST"),
    "settings_defaults": Address("signed in", "POST"),
    "absence_add": Address("signed in"),
    "absence_edit": Address("author", args=("absence",)),
    "absence_end": Address("author", "POST", ("absence",)),
    "keys": Address("signed in", "GET"),
    "settings_shortcuts": Address("signed in", "POST"),
    "theme": Address("everybody", "POST"),
    "density": Address("signed in", "POST"),
    "set_language": Address("everybody", "POST"),
    "manifest": Address("everybody", "GET"),
    "service_worker": Address("everybody", "GET"),
    "offline": Address("everybody", "GET", ("language",)),
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
    "admin:board_requesttype_changelist": administer("GET POST"),
    "admin:board_requesttype_add": administer(),
    "admin:board_requesttype_change": administer("GET POST", "type"),
    "admin:board_requesttype_history": administer("GET POST", "type"),
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
    "admin:board_task_agree": administer("GET POST", "task"),
    "admin:board_task_archive": administer("GET POST", "task"),
    "admin:board_task_restore": administer("GET POST", "task"),
    "admin:board_comment_changelist": administer("GET POST"),
    "admin:board_comment_add": Address("administer", ""),
    "admin:board_comment_change": administer("GET", "comment"),
    "admin:board_comment_history": administer("GET POST", "comment"),
    "admin:board_comment_remove": administer("GET POST", "comment"),
    "admin:board_absence_changelist": administer("GET POST"),
    "admin:board_absence_add": administer(),
    "admin:board_absence_change": administer("GET POST", "absence"),
    "admin:board_absence_history": administer("GET POST", "absence"),
    "admin:board_absence_end": administer("GET POST", "absence"),
    "admin:board_preference_changelist": administer("GET POST"),
    "admin:board_preference_add": Address("nobody"),
    "admin:board_preference_change": administer("GET POST", "preference"),
    "admin:board_preference_history": administer("GET POST", "preference"),
    "admin:board_mail_changelist": administer("GET POST"),
    "admin:board_mail_add": Address("administer", ""),
    "admin:board_mail_change": administer("GET", "mail"),
    "admin:board_mail_history": administer("GET POST", "mail"),
    "admin:board_mail_resend": administer("GET POST", "mail"),
    "admin:board_mail_again": administer("GET POST", "mail"),
    "admin:board_mail_cancel": administer("GET POST", "mail"),
    "admin:board_mail_test": administer("POST"),
}
