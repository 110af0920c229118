from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.debug import sensitive_post_parameters

from board import http
from board.actions.invitations import accept_invitation
from board.errors import Refused
from board.forms.invitations import InvitationForm
from board.tokens import invited_person


@sensitive_post_parameters("password")
@login_not_required
def invitation(request, token):
    """Let an invited person choose a name and a password, sign them in and lead them to their board."""
    person = invited_person(token)
    if person is None:
        return render(request, "account/invitation_over.html", status=410)
    language = person.language or translation.get_language()
    initial = {"name": person.name, "language": language}
    form = InvitationForm(http.posted(request), person=person, initial=initial)
    if not form.is_valid():
        with translation.override(language):
            context = {"form": form, "person": person}
            return render(request, "account/invitation.html", context, status=422 if form.is_bound else 200)
    try:
        person = accept_invitation(person, **form.cleaned_data, actor=person)
    except Refused:
        return render(request, "account/invitation_over.html", status=410)
    login(request, person)
    return redirect("home")
