from datetime import timedelta

from django.contrib import admin, messages
from django.db.models.functions import Now
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from board.actions.mails import cancel_mail, resend_mail
from board.admin.base import ReadOnlyAdmin
from board.admin.site import site
from board.models import Mail
from board.models.mail import MailState
from board.notifications import probe
from board.queries.mail import LATE, outbox_now

# What one request can do in a few seconds.
MOST_AT_ONCE = 1000


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*MailState.choices, ("late", _("late"))]

    def queryset(self, request, queryset):
        if self.value() == "late":
            return queryset.claimable().filter(due_at__lt=Now() - LATE)
        return queryset.filter(state=self.value()) if self.value() in MailState.values else queryset


class AgeFilter(admin.SimpleListFilter):
    title = gettext_lazy("age")
    parameter_name = "days"

    def lookups(self, request, model_admin):
        return [("1", _("of the last day")), ("7", _("of the last 7 days")), ("30", _("of the last 30 days"))]

    def queryset(self, request, queryset):
        if self.value() in dict(self.lookup_choices):
            return queryset.filter(created_at__gte=Now() - timedelta(days=int(self.value())))
        return queryset


@admin.register(Mail, site=site)
class MailAdmin(ReadOnlyAdmin):
    """The outbox: what is due, sent or failed. What a mail says is never stored."""

    change_list_template = "admin/outbox.html"
    list_display = ["kind", "reader", "number", "now", "when", "attempts", "short_error"]
    list_filter = [StateFilter, "kind", AgeFilter]
    list_select_related = ["user", "department"]
    # The newest first, by the primary key; and no second count beside that of what is found.
    ordering = ["-id"]
    show_full_result_count = False
    search_fields = [
        "user__name",
        "user__email",
        "department__name",
        "department__email",
        "error",
        "message_id",
    ]
    search_help_text = gettext_lazy("Somebody’s name or address, words of the error, #1042 or a Message-ID.")
    fields = [
        *("kind", "reader", "number", "now", "due_at", "attempts", "error"),
        *("created_at", "sent_at", "held_until", "message_number"),
    ]
    readonly_fields = ["reader", "number", "now", "held_until", "message_number"]
    actions = ["resend_all", "cancel_all"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_holder()

    def get_search_results(self, request, queryset, search_term):
        number = search_term.strip().removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            return queryset.filter(task=number), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=gettext_lazy("to whom"))
    def reader(self, mail):
        reader = mail.user or mail.department
        address = reverse(f"admin:board_{reader._meta.model_name}_change", args=[reader.pk])
        return format_html('<a href="{}">{}</a> {}', address, reader, reader.email)

    @admin.display(description=gettext_lazy("task"), ordering="task")
    def number(self, mail):
        if mail.task_id is None:
            return "–"
        return format_html('<a href="{}">#{}</a>', reverse("task", args=[mail.task_id]), mail.task_id)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def now(self, mail):
        return _("being sent") if mail.is_held else mail.get_state_display()

    @admin.display(description=gettext_lazy("next try, or sent"), ordering="due_at")
    def when(self, mail):
        when = mail.due_at if mail.state == MailState.DUE else mail.sent_at
        return _moment(when)

    @admin.display(description=gettext_lazy("error"))
    def short_error(self, mail):
        return Truncator(mail.error).chars(80)

    @admin.display(description=gettext_lazy("a worker has it until"))
    def held_until(self, mail):
        return mail.leased_until if mail.is_held else "–"

    @admin.display(description="Message-ID")
    def message_number(self, mail):
        return mail.message_id or "–"

    @admin.action(description=gettext_lazy("Send the selected mails now"))
    def resend_all(self, request, queryset):
        self._act_on_all(
            request,
            queryset,
            lambda mail: resend_mail(mail, actor=request.user),
            _("Send it now"),
            lambda count: ngettext("%(count)d mail is due now.", "%(count)d mails are due now.", count),
        )

    @admin.action(description=gettext_lazy("Cancel the selected mails"))
    def cancel_all(self, request, queryset):
        self._act_on_all(
            request,
            queryset,
            lambda mail: cancel_mail(mail, actor=request.user),
            _("Cancel it"),
            lambda count: ngettext("%(count)d mail is cancelled.", "%(count)d mails are cancelled.", count),
        )

    def _act_on_all(self, request, queryset, act, title, done):
        if queryset.count() > MOST_AT_ONCE:
            words = _("At most %(count)d at once: choose fewer by the filters.") % {"count": MOST_AT_ONCE}
            self.message_user(request, words, messages.ERROR)
            return

        def act_and_log(mail):
            act(mail)
            self.log_change(request, mail, title)

        self.act_on_each(request, queryset, act_and_log, lambda count: done(count) % {"count": count})

    def changelist_view(self, request, extra_context=None):
        extra = {
            "warnings": [*filter(None, [*probe.what_is_odd(), " ".join(_troubles())])],
            "mail_server": not probe.is_only_written() and probe.server(),
        }
        return super().changelist_view(request, {**extra, **(extra_context or {})})

    def get_tools(self, request, original):
        if original.state == MailState.SENT:
            return [(_("Send it a second time"), self.address("again", original.pk))]
        tools = [(_("Send it now"), self.address("resend", original.pk))]
        if original.state == MailState.DUE:
            tools.append((_("Cancel it"), self.address("cancel", original.pk)))
        return tools

    def get_urls(self):
        pages = [
            path(
                f"<int:pk>/{page}/",
                self.admin_site.admin_view(getattr(self, page)),
                name=f"board_mail_{page}",
            )
            for page in ("resend", "again", "cancel")
        ]
        test = self.admin_site.admin_view(require_POST(self.test))
        return [path("test/", test, name="board_mail_test"), *pages, *super().get_urls()]

    def resend(self, request, pk):
        mail = self.get_row(request, pk)
        return self.confirm(
            request,
            mail,
            title=_("Send it now"),
            text=[str(mail), _("It is due at once, as if it had never been tried."), mail.error],
            submit=_("Send it now"),
            act=lambda: resend_mail(mail, actor=request.user),
            done=_("It is due now."),
        )

    def again(self, request, pk):
        mail = self.get_row(request, pk)
        sent = _moment(mail.sent_at)

        def act():
            resend_mail(mail, again=True, actor=request.user)
            self.log_change(
                request, mail, _("Sent before: %(when)s, %(id)s") % {"when": sent, "id": mail.message_id}
            )

        return self.confirm(
            request,
            mail,
            title=_("Send it a second time"),
            text=[
                str(mail),
                _("It was sent on %(when)s. Whoever gets mail twice trusts it less.") % {"when": sent},
                _("It tells what is still worth telling; where that is nothing, it is cancelled."),
            ],
            submit=_("Send it a second time"),
            act=act,
            done=_("It is due now."),
        )

    def cancel(self, request, pk):
        mail = self.get_row(request, pk)
        return self.confirm(
            request,
            mail,
            title=_("Cancel it"),
            text=[str(mail), _("It is not sent. What it tells of stays in the list in the app.")],
            submit=_("Cancel it"),
            act=lambda: cancel_mail(mail, actor=request.user),
            done=_("It is cancelled."),
        )

    def test(self, request):
        """Send the administrator a mail at once, and say what the mail server said."""
        to = request.user.email
        try:
            probe.send_test_mail(to)
        except probe.CannotSend as trouble:
            self.message_user(request, trouble.words, messages.ERROR)
        else:
            if probe.is_only_written():
                self.message_user(request, next(probe.what_is_odd()), messages.WARNING)
            else:
                words = _("Handed to %(server)s for %(email)s.") % {"server": probe.server(), "email": to}
                self.message_user(request, words, messages.SUCCESS)
        return redirect(self.address("changelist"))


def _moment(when):
    return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT") if when else "–"


def _troubles():
    """Yield sentences about mail that does not get out."""
    outbox = outbox_now()
    if outbox.is_late:
        words = ngettext(
            "Mail is late: %(count)d waits, for %(age)s now. Do worker and beat run?",
            "Mail is late: %(count)d wait, the first for %(age)s. Do worker and beat run?",
            outbox.waiting,
        )
        yield words % {"count": outbox.waiting, "age": timesince(timezone.now() - outbox.age)}
    if outbox.tried:
        words = ngettext(
            "%(count)d mail was tried in vain and is tried again.",
            "%(count)d mails were tried in vain and are tried again.",
            outbox.tried,
        )
        yield words % {"count": outbox.tried}
    if outbox.failed_today:
        words = ngettext(
            "%(count)d mail failed for good in the last day.",
            "%(count)d mails failed for good in the last day.",
            outbox.failed_today,
        )
        yield words % {"count": outbox.failed_today}
    if outbox.last_error:
        yield _("The last error: %(error)s") % {"error": outbox.last_error}
