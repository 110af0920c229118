"""What a person chooses for themselves."""

from django.db import transaction

from board.actions.people import rename_person
from board.models import Preference, User


@transaction.atomic
def change_preferences(person, *, name, language, theme, density, actor):
    """Change the name that others see, the language, the theme and the density."""
    if name != person.name:
        rename_person(person, name=name, actor=actor)
    User.objects.filter(pk=person.pk).update(language=language, theme=theme, density=density)


@transaction.atomic
def choose_language(person, language, *, actor):
    """Speak `language` to a person from now on, in mails too."""
    User.objects.filter(pk=person.pk).update(language=language)


@transaction.atomic
def choose_theme(person, theme, *, actor):
    """Show a person the pages in `theme`, on every device."""
    User.objects.filter(pk=person.pk).update(theme=theme)


@transaction.atomic
def choose_density(person, density, *, actor):
    """Show a person more or less on a screen, on every device."""
    User.objects.filter(pk=person.pk).update(density=density)


@transaction.atomic
def choose_shortcuts(person, *, has_shortcuts, actor):
    """Let single keys act for a person, or not, on every device."""
    User.objects.filter(pk=person.pk).update(has_shortcuts=has_shortcuts)


@transaction.atomic
def set_delivery(person, group, delivery, *, actor):
    """Let a person hear of what belongs to `group` (a Group) by `delivery` (a Delivery) from now on."""
    Preference.objects.update_or_create(user=person, group=group, defaults={"delivery": delivery})


@transaction.atomic
def set_site_delivery(group, delivery, *, actor):
    """Let whoever has not chosen for themselves hear of what belongs to `group` by `delivery` from now on."""
    Preference.objects.update_or_create(user=None, group=group, defaults={"delivery": delivery})


@transaction.atomic
def forget_deliveries(person, *, actor):
    """Let a person hear of everything as the site has it, also when that changes."""
    Preference.objects.filter(user=person).delete()


@transaction.atomic
def change_digest(person, *, hour, time_zone, actor):
    """Send a person's digest at `hour` by the clock of `time_zone` ("": their department's), which shows all times."""
    User.objects.filter(pk=person.pk).update(digest_hour=hour, time_zone=time_zone)


@transaction.atomic
def change_notifications(person, *, deliveries, hour, time_zone, actor):
    """Do both at once; `deliveries` is {group: delivery} of what the person has chosen otherwise."""
    for group, delivery in deliveries.items():
        set_delivery(person, group, delivery, actor=actor)
    change_digest(person, hour=hour, time_zone=time_zone, actor=actor)
