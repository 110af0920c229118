from django.shortcuts import render
from django.views.decorators.http import require_safe

from board import http
from board.forms.palette import PaletteForm
from board.queries.palette import find_places


@require_safe
def palette(request):
    """Offer where to go for what is typed, as options of a list; palette.js asks for them."""
    words = http.checked(PaletteForm(request.GET))["q"].strip()
    return render(request, "board/palette/_places.html", {"places": find_places(request.user, words)})
