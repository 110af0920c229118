"""The departments and the people of the demo."""

import datetime

from django.contrib.auth.hashers import make_password

from board.demo import LANGUAGES, PASSWORD, texts
from board.models import Absence, Column, Department, Kind, Label, RequestType, Role, User
from board.models.names import sort_key

# What a request type has in each language.
WORDS = ("name", "text", "checklist")


def make_departments(boards, language):
    """Return {code: department} with each board's own columns and labels in place of the default columns."""
    departments = {}
    for board in boards:
        words = texts.department(language, board.code)
        email = f"{board.code.lower()}@example.com"
        department = Department.objects.create(
            name=words.name, code=board.code, email=email, color=board.color, is_open=board.is_open
        )
        department.columns.all().delete()
        kinds = [Kind.TODO, *[Kind.DOING] * (len(words.columns) - 2), Kind.DONE]
        Column.objects.bulk_create(
            Column(department=department, name=name, kind=kind, position=place)
            for place, (name, kind) in enumerate(zip(words.columns, kinds, strict=True), start=1)
        )
        Label.objects.bulk_create(
            Label(department=department, name=name, color=color) for name, color in words.labels
        )
        departments[board.code] = department
    return departments


def make_request_types(departments, offers):
    """Have the departments offer `offers`, in both languages whatever the demo's own is."""
    words = {language: texts.request_types(language) for language in LANGUAGES}
    RequestType.objects.bulk_create(
        RequestType(
            department=departments[offer.code],
            priority=offer.priority,
            is_restricted=offer.is_restricted,
            wanted_after=offer.wanted_after,
            position=place,
            **{
                f"{name}_{language}": words[language][offer.key][name] for language in words for name in WORDS
            },
        )
        for place, offer in enumerate(offers, start=1)
    )


def make_absences(away, people, today):
    """Have some people be away, around `today`."""
    Absence.objects.bulk_create(
        Absence(
            user=people[each.username],
            first_day=today + datetime.timedelta(days=each.first),
            last_day=today + datetime.timedelta(days=each.last),
            substitute=people[each.substitute] if each.substitute else None,
        )
        for each in away
    )


def make_people(people, departments, language):
    """Return {username: user}; all have the one password, hashed once, since hashing is slow on purpose."""
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(
            username=person.username,
            email=f"{person.username}@example.com",
            name=person.names[language],
            name_key=sort_key(person.names[language]),
            password=password,
            department=departments.get(person.department),
            role=Role.COORDINATOR if person.coordinates else Role.MEMBER,
            is_admin=person.department is None,
        )
        for person in people
    )
    return User.objects.in_bulk(field_name="username")
