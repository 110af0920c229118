"""What a reader asks of a board to show, and keeps under a name."""

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import access, http
from board.actions.filters import remove_filter, rename_filter, save_filter
from board.forms.filters import FilterForm, FilterNameForm
from board.queries.filters import choices_of, read_filters, saved_filters


@require_safe
def choose(request, code):
    """Show everything that a board can be filtered by, chosen as the address says."""
    department = access.get_board(request.user, code)
    filters = read_filters(request.GET, department, request.user)
    page = http.FormPage(
        title=_("Filter the board"),
        action=_board(department),
        submit=_("Show"),
        back=_board(department, filters.query),
        id="filter-form",
        template="filters/choose",
    )
    form = FilterForm(filters, **choices_of(department, request.user))
    context = {"department": department, "saved": saved_filters(department, request.user)}
    return http.show_form(request, form, page, context=context)


@require_safe
def saved(request, code):
    """List what the reader keeps on this board, for the menu."""
    department = access.get_board(request.user, code)
    context = {"department": department, "saved": saved_filters(department, request.user)}
    return render(request, "board/filters/_saved.html", context)


def save(request, code):
    """Keep what the address asks for under a name."""
    department = access.get_board(request.user, code)
    filters = read_filters(request.GET, department, request.user)
    back = _board(department, filters.query)
    page = http.FormPage(
        title=_("Save this filter"),
        action=f"{request.path}?{filters.query}",
        submit=_("Save"),
        back=back,
        note=", ".join(chip.label for chip in filters.chips),
    )
    return http.submit(
        request,
        FilterNameForm(http.posted(request)),
        lambda name: save_filter(department, name=name, query=filters.query, actor=request.user),
        page=page,
        done=lambda saved: _changed(
            request, back, _("“%(name)s” is among your filters now.") % {"name": saved}
        ),
    )


def rename(request, code, pk):
    """Give what the reader keeps another name."""
    department = access.get_board(request.user, code)
    saved = access.get_own_filter(request.user, department, pk)
    back = _board(department, saved.query)
    page = http.FormPage(
        title=_("Rename “%(name)s”") % {"name": saved}, action=request.path, submit=_("Rename"), back=back
    )
    return http.submit(
        request,
        FilterNameForm(http.posted(request), initial={"name": saved.name}),
        lambda name: rename_filter(saved, name=name, actor=request.user),
        page=page,
        done=lambda _result: _changed(request, back, _("The filter has its new name.")),
    )


@require_POST
def remove(request, code, pk):
    """Forget what the reader keeps."""
    department = access.get_board(request.user, code)
    saved = access.get_own_filter(request.user, department, pk)
    remove_filter(saved, actor=request.user)
    return _changed(
        request, _board(department), _("“%(name)s” is no longer among your filters.") % {"name": saved}
    )


def _board(department, query=""):
    address = reverse("board", args=[department.code])
    return f"{address}?{query}" if QueryDict(query) else address


def _changed(request, back, message):
    return http.changed(request, back=back, message=message, events={"filters:changed": {}})
