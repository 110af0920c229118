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


@transaction.atomic
def choose_language(person, language, *, actor):
    """Speak `language` to a person from now on, in mails too."""
    User.objects.filter(pk=person.pk).update(language=language)


@transaction.atomic
def choose_theme(person, theme, *, actor):
    """Show a person the pages in `theme`, on every device."""
    User.objects.filter(pk=person.pk).update(theme=theme)
