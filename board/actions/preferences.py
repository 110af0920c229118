"""What a person chooses for themselves."""

from django.db import transaction

from board.actions.people import edit_person
from board.models import User


@transaction.atomic
def change_preferences(person, *, name, language, theme, actor):
    """Change the name that others see, the language and the theme."""
    if name != person.name:
        edit_person(
            person, name=name, username=person.username, email=person.email, language=language, actor=actor
        )
    User.objects.filter(pk=person.pk).update(language=language, theme=theme)


def choose_language(person, language, *, actor):
    User.objects.filter(pk=person.pk).update(language=language)


def choose_theme(person, theme, *, actor):
    User.objects.filter(pk=person.pk).update(theme=theme)
