from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.forms.lists import MyWorkPageForm
from board.queries.mywork import my_work


@require_safe
def page(request):
    """Show what the reader has to do, waits for and was named in."""
    return render(request, "board/mywork/page.html", _context(request))


@require_safe
def sections(request):
    """Show the same as a fragment."""
    return render(request, "board/mywork/_work.html", _context(request))


def _context(request):
    form = MyWorkPageForm(request.GET)
    only, after = form.value("show"), form.value("after")
    return {"work": my_work(request.user, only=only, after=after), "only": only, "after": after}
