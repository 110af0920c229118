"""People come, change and leave; nobody is deleted, so their tasks, comments and history stay under their name."""

import secrets

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from board import live
from board.actions.locks import lock_boards
from board.actions.mails import cancel_mails, queue_mail
from board.actions.sessions import end_sessions
from board.activity import record_each
from board.errors import Refused
from board.models import Column, Comment, Department, Mention, Task, User, Verb
from board.models.mail import MailKind

# What `edit_person` and `change_department` write.
WORDS, PLACE = {"name", "username", "email", "language"}, {"department", "role"}


@transaction.atomic
def invite_person(*, name, username, email, department, role, is_admin=False, language="", actor):
    """Make an account that nobody can sign in to yet, send its invitation and return it.

    Raises Refused where the department is closed, or someone has the username or the e-mail address.
    """
    boards = _lock(department)
    if department:
        _refuse_closed(department)
    person = User(
        name=name,
        username=username,
        email=User.objects.normalize_email(email),
        department=department,
        role=role,
        is_admin=is_admin,
        language=language,
    )
    person.set_unusable_password()
    person.renew_invitation()
    _save(person)
    _queue_invitation(person)
    for board in boards:
        live.changed(board)
    return person


@transaction.atomic
def resend_invitation(person, *, actor):
    """Send a new invitation; the links of earlier ones stop working.

    Raises Refused for a person who is inactive or has a password already.
    """
    person = _reload(person)
    if not person.is_active:
        raise Refused(_("This person is inactive. Activate them first."))
    if not person.is_invited:
        raise Refused(_("This person has a password already. Send a password reset instead."))
    _invite_again(person)


@transaction.atomic
def send_password_reset(person, *, actor):
    """Mail a link with which the person, and nobody else, sets a new password."""
    person = _reload(person)
    if not person.is_active:
        raise Refused(_("This person is inactive. Activate them first."))
    if person.is_invited:
        raise Refused(
            _("This person has not accepted the invitation yet. Send the invitation again instead.")
        )
    queue_mail(MailKind.PASSWORD_RESET, person, key=f"password-reset-{person.pk}-{secrets.token_hex(8)}")


@transaction.atomic
def edit_person(person, *, name, username, email, language, actor):
    """Change what a person is called and where mail reaches them.

    Who had not accepted the invitation when the address changes gets a new one there.
    Raises Refused where someone else has the username or the e-mail address.
    """
    boards = _lock(*_departments_that_show(person))
    person = _reload(person)
    is_elsewhere = email.lower() != person.email.lower()
    person.name, person.username, person.email, person.language = name, username, email, language
    _save(person, "name", "username", "email", "language")
    if is_elsewhere:
        # The sign-in pages keep addresses of their own, and would still send password resets to the old one.
        EmailAddress.objects.filter(user=person).delete()
        if person.is_invited and person.is_active:
            _invite_again(person)
    _show_anew(person, boards)
    return person


@transaction.atomic
def change_account(person, *, changes, actor):
    """Make `changes`, {field: value}, to an account: each by the function here that does it, and all or none.

    What these functions lock is locked before the first of them, in the one order.
    """
    _lock(*_departments_that_show(person), changes.get("department"))
    if changes.get("is_admin") is False:
        _refuse_losing_administrators(person, actor)
    person = _reload(person)
    now = {name: getattr(person, name) for name in (*WORDS, *PLACE)} | changes
    if WORDS & changes.keys():
        edit_person(person, **{name: now[name] for name in WORDS}, actor=actor)
    if "is_admin" in changes:
        set_administrator(person, is_admin=changes["is_admin"], actor=actor)
    if PLACE & changes.keys():
        change_department(person, **{name: now[name] for name in PLACE}, actor=actor)


@transaction.atomic
def rename_person(person, *, name, actor):
    """Change what others call a person, and leave the rest to whoever may change it at the same moment."""
    boards = _lock(*_departments_that_show(person))
    person = _reload(person)
    person.name = name
    person.save(update_fields=["name"])
    _show_anew(person, boards)


@transaction.atomic
def change_department(person, *, department, role, actor):
    """Put a person into `department` (None: in none) with `role`; return the tasks that they are unassigned from.

    Raises Refused where the department is closed.
    """
    boards = _lock(person.department, department)
    person = _reload(person)
    if department and department.pk != person.department_id:
        _refuse_closed(department)
    goes = department != person.department
    # First this: who has gone is nobody to be told of what they leave behind.
    person.department, person.role = department, role
    person.save(update_fields=["department", "role"])
    left = _unassign(person, boards, actor) if goes else []
    for board in boards:
        live.changed(board, columns=[task.column for task in left if task.department_id == board.pk])
    return left


@transaction.atomic
def set_administrator(person, *, is_admin, actor):
    """Make a person an administrator, or end that. Raises Refused for oneself and for the last active one."""
    if not is_admin:
        _refuse_losing_administrators(person, actor)
    person = _reload(person)
    if person.is_admin == is_admin:
        return
    person.is_admin = is_admin
    person.save(update_fields=["is_admin"])


@transaction.atomic
def deactivate_person(person, *, actor):
    """Close a person's account: open tasks become unassigned, sessions, links and due mails end; return those tasks.

    Raises Refused for oneself and for the last active administrator.
    """
    boards = _lock(person.department)
    _refuse_losing_administrators(person, actor)
    person = _reload(person)
    if not person.is_active:
        raise Refused(_("This person is inactive already."))
    # First this: who has gone is nobody to be told of what they leave behind.
    person.is_active, person.invitation_nonce = False, ""
    person.save(update_fields=["is_active", "invitation_nonce"])
    left = _unassign(person, boards, actor)
    cancel_mails(person)
    end_sessions(person)
    for board in boards:
        live.changed(board, columns=[task.column for task in left])
    return left


@transaction.atomic
def activate_person(person, *, actor):
    """Open a closed account again; who had never set a password gets a new invitation.

    Raises Refused where the person's department is closed.
    """
    boards = _lock(person.department)
    person = _reload(person)
    if person.is_active:
        raise Refused(_("This person is active already."))
    if person.department:
        _refuse_closed(person.department)
    person.is_active = True
    person.save(update_fields=["is_active"])
    if person.is_invited:
        _invite_again(person)
    for board in boards:
        live.changed(board)


def _lock(*departments):
    return list(lock_boards({department.pk for department in departments if department}).values())


def _reload(person):
    """Lock a person's row, after the boards, and return it. Raises Refused where they changed department meanwhile."""
    now = User.objects.select_for_update(no_key=True, of=("self",)).get(pk=person.pk)
    if now.department_id != person.department_id:
        raise Refused(_("Someone else has changed this person meanwhile. Look again."))
    return now


def _save(person, *fields):
    try:
        with transaction.atomic():
            person.save(update_fields=fields or None)
    except IntegrityError:
        raise Refused(_("Someone else has this username or this e-mail address already."))


def _queue_invitation(person):
    queue_mail(MailKind.INVITATION, person, key=f"invitation-{person.invitation_nonce}")


def _invite_again(person):
    person.renew_invitation()
    person.save(update_fields=["invitation_nonce", "invited_at"])
    _queue_invitation(person)


def _refuse_closed(department):
    if Department.objects.filter(pk=department.pk).exclude(closed_at=None).exists():
        raise Refused(_("This department is closed. Choose another one."))


def _refuse_losing_administrators(person, actor):
    """Lock all administrators, before the person. Raise Refused for oneself and for the last active one."""
    if actor and person.pk == actor.pk:
        raise Refused(_("You cannot do this to your own account. Ask another administrator."))
    administrators = User.objects.select_for_update(no_key=True, of=("self",)).filter(
        is_admin=True, is_active=True
    )
    if {administrator.pk for administrator in administrators.order_by("pk")} == {person.pk}:
        raise Refused(_("This is the last active administrator. Name another one first."))


def _unassign(person, boards, actor):
    """Take the open tasks on `boards` (locked) away from `person` and return them."""
    tasks = list(
        Task.objects.assigned_and_open(person).filter(department__in=boards).select_related("column")
    )
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(assignee=None)
    for board in boards:
        theirs = [task for task in tasks if task.department_id == board.pk]
        for task in theirs:
            task.department, task.assignee = board, None
        record_each(Verb.UNASSIGNED, theirs, actor, person=person.name, has_left=True)
    return tasks


def _departments_that_show(person):
    """Return the departments on whose pages the name of `person` stands."""
    tasks = Task.objects.filter(Q(assignee=person) | Q(requester=person))
    comments = Comment.objects.filter(author=person)
    mentions = Mention.objects.filter(user=person)
    return Department.objects.filter(
        Q(pk=person.department_id)
        | Q(pk__in=tasks.values("department"))
        | Q(pk__in=comments.values("task__department"))
        | Q(pk__in=mentions.values("task__department"))
    )


def _show_anew(person, boards):
    columns = Column.objects.filter(Q(tasks__assignee=person) | Q(tasks__requester=person)).distinct()
    for board in boards:
        live.changed(board, columns=[column for column in columns if column.department_id == board.pk])
