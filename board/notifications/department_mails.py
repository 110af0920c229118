"""The mail to a department's own address: something has come to its inbox."""

from django.utils.translation import gettext as _

from board.models import State, Task, User, Verb
from board.notifications import cleaning, envelope, letters
from board.notifications.left import NotSent
from board.notifications.task_mails import speaking

# What brings a task to an inbox.
COMES = [Verb.ASKED, Verb.HANDED_OFF, Verb.REOPENED]


def compose(mail):
    """Return the message of a claimed mail to a department. Raises NotSent."""
    department, task = mail.department, Task.objects.for_page().get(pk=mail.task_id)
    if department.closed_at:
        raise NotSent("The department is closed.")
    if task.state != State.SUBMITTED or task.department_id != department.pk:
        raise NotSent("No longer in this inbox.")
    # Nobody's language and nobody's rights: whoever reads the address may read this.
    with speaking("", department.time_zone):
        entry = letters.entry_of(task, User(pk=0))
        context = {"department": cleaning.one_line(department.name), "entry": entry, "link": entry.link}
        if task.is_restricted:
            entry.title = _("A restricted request")
        else:
            last = task.activities.filter(verb__in=COMES).select_related("actor").last()
            context["sentence"] = cleaning.one_line(last.sentence(), 1000) if last else ""
            names = letters.names_marked_in(task.description_html)
            context["words"] = letters.words_of(task.description, task.description_html, task, names)
        return envelope.message(
            mail,
            subject=entry.name,
            to=department.email,
            template="department",
            context=context,
            headers=envelope.thread(task),
        )
