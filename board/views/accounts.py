"""What we add to allauth's pages."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required


@login_not_required
def sign_out(request):
    """End the session by POST; the browser forgets the pages that it has kept."""
    response = allauth.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response
