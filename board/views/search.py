from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.forms.search import SearchForm
from board.queries.search import search_tasks


@require_safe
def search(request):
    """Find tasks by number or words, among those that the reader may see."""
    form = SearchForm(request.GET)
    results, words, page = None, "", 1
    if form.is_valid() and form.cleaned_data["q"]:
        words, page = form.cleaned_data["q"], form.cleaned_data["page"] or 1
        results = search_tasks(request.user, words, page=page)
    context = {"form": form, "results": results, "words": words, "page": page}
    return render(request, "board/search/search.html", context, status=200 if form.is_valid() else 422)
