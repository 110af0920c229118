"""The checklist of a task."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from board import access, http
from board.actions.checklist import add_items, edit_item, order_item, remove_item, tick_item
from board.forms.checklist import ChecklistAddForm, ChecklistItemForm, OrderForm, TickForm
from board.views.task import changed, form_page


def add(request, pk):
    task = access.get_workable_task(request.user, pk)
    return http.submit(
        request,
        ChecklistAddForm(http.posted(request), auto_id="checklist-%s"),
        lambda texts: add_items(task, texts=texts, actor=request.user) or texts,
        page=form_page(
            task,
            request,
            title=_("New points for #%(number)d"),
            id="checklist-form",
            submit=_("Add"),
            template="tasks/add_item",
        ),
        done=lambda texts: changed(request, task, _added(texts)),
    )


def edit(request, pk):
    item = access.get_checklist_item(request.user, pk)
    form = ChecklistItemForm(http.posted(request), initial={"text": item.text}, auto_id=f"item-{pk}-%s")
    return http.submit(
        request,
        form,
        lambda text: edit_item(item, text=text, actor=request.user),
        page=form_page(
            item.task,
            request,
            title=_("A point of #%(number)d"),
            id=f"item-{pk}-form",
            template="tasks/edit_item",
            key=pk,
        ),
        done=lambda _result: changed(request, item.task, _("The point is saved.")),
    )


@require_POST
def tick(request, pk):
    item = access.get_checklist_item(request.user, pk)
    data = http.checked(TickForm(request.POST))
    tick_item(item, **data, actor=request.user)
    message = _("Ticked off: %(text)s") if item.is_done else _("Open again: %(text)s")
    return changed(request, item.task, message % {"text": item.text})


@require_POST
def order(request, pk):
    item = access.get_checklist_item(request.user, pk)
    order_item(item, **http.checked(OrderForm(request.POST)), actor=request.user)
    return changed(request, item.task, _("The checklist has a new order."))


@require_POST
def remove(request, pk):
    item = access.get_checklist_item(request.user, pk)
    remove_item(item, actor=request.user)
    return changed(request, item.task, _("Removed: %(text)s") % {"text": item.text})


def _added(texts):
    return ngettext("%(count)d point is added.", "%(count)d points are added.", len(texts)) % {
        "count": len(texts)
    }
