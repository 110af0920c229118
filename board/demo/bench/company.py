"""The fifty boards of the benchmark, their people and their words."""

from django.contrib.auth.hashers import make_password

from board import markdown
from board.demo import LANGUAGES, texts
from board.demo.people import PEOPLE
from board.demo.plan import BOARDS
from board.models import Color, Column, Department, Kind, Label, Role, User
from board.models.names import sort_key

PASSWORD = "change-me"  # noqa: S105 - of a board with invented data
SMALL, LARGE = "SMALL", "LARGE"
OTHERS = [f"B{first}{second}" for first in "ABCDEF" for second in "ABCDEFGH"]
COLUMNS = {
    "To do": Kind.TODO,
    "Doing": Kind.DOING,
    "Review": Kind.DOING,
    "Waiting": Kind.DOING,
    "Done": Kind.DONE,
}
LABELS = ["Contract", "Customer", "Error", "Idea", "Invoice", "Question", "Repair", "Tender"]
MEMBERS = {SMALL: 8, LARGE: 8}
MEMBERS_ELSEWHERE = 5


def make_departments():
    """Return the departments with five columns and eight labels each: SMALL, LARGE, then the others."""
    departments = []
    for number, code in enumerate([SMALL, LARGE, *OTHERS], start=1):
        department = Department.objects.create(
            name=f"Department {number}",
            code=code,
            email=f"{code.lower()}@example.com",
            color=Color.values[number % 10],
        )
        department.columns.all().delete()
        Column.objects.bulk_create(
            Column(department=department, name=name, kind=kind, position=place)
            for place, (name, kind) in enumerate(COLUMNS.items(), start=1)
        )
        Label.objects.bulk_create(
            Label(department=department, name=name, color=Color.values[place])
            for place, name in enumerate(LABELS)
        )
        departments.append(department)
    return departments


def make_people(departments):
    """Make member1, member2 …, the first eight in SMALL, the next eight in LARGE; the first of a board coordinates."""
    password = make_password(PASSWORD)
    people = []
    for department in departments:
        for place in range(MEMBERS.get(department.code, MEMBERS_ELSEWHERE)):
            number = len(people) + 1
            name = _name(number)
            people.append(
                User(
                    username=f"member{number}",
                    email=f"member{number}@example.com",
                    name=name,
                    name_key=sort_key(name),
                    password=password,
                    department=department,
                    role=Role.MEMBER if place else Role.COORDINATOR,
                )
            )
    User.objects.bulk_create(people)


def titles():
    words = [texts.department(language, board.code) for language in LANGUAGES for board in BOARDS]
    return [
        _fill(title, number) for number, title in enumerate(title for word in words for title in word.titles)
    ]


def comments():
    """Return [(text, html)] of what people write."""
    threads = [thread for language in LANGUAGES for thread in texts.general(language).threads]
    lines = [
        _fill(line.text, number) for number, line in enumerate(line for thread in threads for line in thread)
    ]
    return [(line, markdown.render(line)) for line in lines]


def _name(number):
    first = PEOPLE[number % len(PEOPLE)].names["en"].split()[0]
    last = PEOPLE[number * 7 % len(PEOPLE)].names["en"].split()[-1]
    return f"{first} {last}"


def _fill(text, number):
    words = texts.general("en")
    names = {
        "company": words.companies[number % len(words.companies)],
        "city": words.cities[number % len(words.cities)],
        "month": words.months[number % 12],
        "person": PEOPLE[number % len(PEOPLE)].names["en"],
    }
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text
