"""Naming people in comments: rows, names, access, and what is refused."""

import pytest
from django.urls import reverse

from board.actions.comments import add_comment, delete_comment, edit_comment
from board.actions.hops import ask_task
from board.actions.people import deactivate_person
from board.actions.sharing import restrict_task, take_access
from board.errors import Refused, Strangers
from board.models import Mention, Watch


@pytest.fixture
def asked(cast):
    return ask_task(cast.legal, title="Check the contract", actor=cast.vera)


def named(comment):
    return {(mention.user.username, mention.written) for mention in comment.mentions.select_related("user")}


def page(cast, task, person):
    return cast.client(person).get(reverse("task", args=[task.pk])).content.decode()


def rename(person, **fields):
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=list(fields))


def test_who_is_named_is_kept_as_a_row_and_shown_by_name(cast, asked):
    comment = add_comment(asked, text="@Vera, look; and @nobody. @vera!", actor=cast.ana)

    assert named(comment) == {("vera", "Vera")}
    html = page(cast, asked, cast.boris)
    assert html.count('<span class="mention">Vera Smirnova</span>') == 2
    assert "@nobody" in html


def test_the_name_is_todays_whatever_it_becomes_and_escaped(cast, asked):
    add_comment(asked, text="@vera, look", actor=cast.ana)
    rename(cast.vera, name="V<script>alert(1)</script>", username="vs")

    html = page(cast, asked, cast.boris)

    assert '<span class="mention">V&lt;script&gt;alert(1)&lt;/script&gt;</span>, look' in html
    assert "<script>alert" not in html


def test_an_older_username_means_the_same_person_on_a_later_edit(cast, asked):
    comment = add_comment(asked, text="@vera, look", actor=cast.ana)
    rename(cast.vera, username="smirnova")
    rename(cast.oleg, name="Another Vera", username="vera", department=cast.legal)

    edit_comment(comment, text="@vera, look here", version=1, actor=cast.ana)
    assert named(comment) == {("smirnova", "vera")}
    edit_comment(comment, text="@smirnova, look here", version=2, actor=cast.ana)
    assert named(comment) == {("smirnova", "smirnova")}
    edit_comment(comment, text="@vera, look here", version=3, actor=cast.ana)

    assert [mention.user.name for mention in comment.mentions.all()] == ["Another Vera"]
    assert "Another Vera</span>, look here" in page(cast, asked, cast.boris)


def test_an_edit_adds_and_removes(cast, asked):
    comment = add_comment(asked, text="@vera @boris", actor=cast.ana)
    kept = comment.mentions.get(user=cast.vera)

    edit_comment(comment, text="@vera @irina", version=1, actor=cast.ana)
    assert named(comment) == {("vera", "vera"), ("irina", "irina")}
    assert comment.mentions.get(user=cast.vera) == kept
    edit_comment(comment, text="Nobody", version=2, actor=cast.ana)
    assert named(comment) == set()


def test_a_deleted_comment_names_nobody(cast, asked):
    comment = add_comment(asked, text="@vera", actor=cast.ana)
    delete_comment(comment, actor=cast.ana)

    assert not Mention.objects.exists()


def test_the_inactive_stay_named_and_are_not_named_anew(cast, asked):
    comment = add_comment(asked, text="@vera", actor=cast.ana)
    deactivate_person(cast.vera, actor=cast.irina)

    edit_comment(comment, text="@vera?", version=1, actor=cast.ana)
    other = add_comment(asked, text="@vera, look", actor=cast.ana)

    assert named(comment) == {("vera", "vera")}
    assert named(other) == set()
    html = page(cast, asked, cast.boris)
    assert 'class="mention">Vera Smirnova</span>?' in html and "@vera, look" in html


def test_twenty_people_and_no_more(cast, asked):
    people = [cast.person(f"member{n}", f"Member {n}", cast.legal) for n in range(21)]
    words = [f"@{person.username}" for person in people]

    comment = add_comment(asked, text=" ".join(words[:20] * 2), actor=cast.ana)
    assert comment.mentions.count() == 20
    with pytest.raises(Refused, match="20 people at most"):
        add_comment(asked, text=" ".join(words), actor=cast.ana)
    with pytest.raises(Refused, match="20 people at most"):
        edit_comment(comment, text=" ".join(words), version=1, actor=cast.ana)
    assert asked.comments.count() == 1


def test_who_cannot_see_the_task_is_asked_about_first(cast, asked):
    with pytest.raises(Strangers, match=r"Oleg Petrov cannot see this task\. Give access\?") as question:
        add_comment(asked, text="@oleg @vera", actor=cast.ana)

    assert question.value.people == [cast.oleg] and question.value.may_give
    assert not asked.comments.exists()


def test_access_is_given_on_the_word_of_the_writer_and_recorded(cast, asked):
    comment = add_comment(asked, text="@oleg", actor=cast.ana, give={cast.oleg.pk})

    assert named(comment) == {("oleg", "oleg")}
    assert Watch.objects.get(task=asked, user=cast.oleg).granted
    lines = [line.sentence() for line in asked.activities.all()][1:]
    assert lines == ["Ana Lima gave access to Oleg Petrov", "Ana Lima wrote a comment"]
    versions = [line.version for line in asked.activities.all()]
    assert versions == sorted(set(versions))


def test_sending_without_mentioning_leaves_plain_words(cast, asked):
    comment = add_comment(asked, text="@oleg @vera", actor=cast.ana, omit={cast.oleg.pk, cast.vera.pk})

    assert named(comment) == {("vera", "vera")}
    assert "<p>@oleg <span" in comment.html
    assert not Watch.objects.filter(user=cast.oleg).exists()


def test_an_answer_is_about_those_who_were_asked_about(cast, asked):
    dora = cast.person("dora", "Dora", cast.it)

    with pytest.raises(Strangers, match="Oleg Petrov, Dora cannot see"):
        add_comment(asked, text="@oleg @dora", actor=cast.ana, give={cast.oleg.pk})
    add_comment(asked, text="@oleg @dora", actor=cast.ana, give={cast.oleg.pk}, omit={dora.pk})

    assert not Watch.objects.filter(user=dora).exists()
    assert Watch.objects.get(user=cast.oleg).granted


def test_nobody_gets_access_who_is_not_named_or_needs_none(cast, asked):
    add_comment(asked, text="@vera", actor=cast.ana, give={cast.oleg.pk, cast.vera.pk})

    assert not Watch.objects.filter(task=asked, granted=True).exists()


def test_who_cannot_give_access_can_only_leave_the_name_out(cast, asked):
    mila = cast.person("mila", "Mila", cast.sales)  # of the asking department, and did not ask

    with pytest.raises(Strangers, match="you cannot give access to it") as question:
        add_comment(asked, text="@oleg", actor=mila, give={cast.oleg.pk})
    assert not question.value.may_give
    assert named(add_comment(asked, text="@oleg", actor=mila, omit={cast.oleg.pk})) == set()


def test_who_has_lost_access_stays_named_without_a_question(cast, asked):
    comment = add_comment(asked, text="@oleg", actor=cast.ana, give={cast.oleg.pk})
    take_access(asked, person=cast.oleg, actor=cast.ana)

    edit_comment(comment, text="@oleg, look", version=1, actor=cast.ana)

    assert named(comment) == {("oleg", "oleg")}
    assert not Watch.objects.filter(task=asked, user=cast.oleg, granted=True).exists()


def test_in_a_restricted_task_colleagues_are_strangers_too(cast, asked):
    restrict_task(asked, is_restricted=True, actor=cast.vera)

    with pytest.raises(Strangers, match="Ana Lima cannot see"):
        add_comment(asked, text="@ana", actor=cast.boris)
    add_comment(asked, text="@boris @vera @irina", actor=cast.boris)


def test_an_internal_comment_names_only_its_department(cast, asked):
    with pytest.raises(Refused, match="Vera Smirnova does not work in Legal"):
        add_comment(asked, text="@vera", actor=cast.ana, internal=True, omit={cast.vera.pk})
    with pytest.raises(Refused, match="Vera Smirnova, Irina Admin do not work in Legal"):
        add_comment(asked, text="@vera @irina", actor=cast.ana, internal=True)

    root = add_comment(asked, text="@boris", actor=cast.ana, internal=True)
    assert named(root) == {("boris", "boris")}
    with pytest.raises(Refused, match="internal to it"):
        add_comment(asked, text="@oleg", actor=cast.ana, parent=root, give={cast.oleg.pk})
    with pytest.raises(Refused, match="internal to it"):
        edit_comment(root, text="@oleg", version=1, actor=cast.ana, give={cast.oleg.pk})
    assert not Watch.objects.filter(user=cast.oleg).exists()


def test_a_comment_that_names_people_costs_few_statements(cast, asked, count_statements):
    client = cast.htmx(cast.ana)
    address = reverse("comment_add", args=[asked.pk])

    with count_statements(at_most=13):
        assert client.post(address, {"text": "Hello"}).status_code == 204
    with count_statements(at_most=15):
        assert client.post(address, {"text": "@vera @boris @irina"}).status_code == 204


def test_names_cost_a_page_nothing(cast, asked, count_statements):
    client, address = cast.client(cast.boris), reverse("task", args=[asked.pk])
    root = add_comment(asked, text="Plain", actor=cast.ana)
    add_comment(asked, text="Plain", actor=cast.ana, parent=root)
    with count_statements(at_most=20) as plain:
        client.get(address)

    for n in range(15):
        person = cast.person(f"member{n}", f"Member {n}", cast.legal)
        root = add_comment(asked, text=f"@vera @{person.username}", actor=cast.ana)
        add_comment(asked, text="@boris", actor=cast.ana, parent=root)

    with count_statements(at_most=plain.number):
        assert client.get(address).content.decode().count('class="mention"') == 45
