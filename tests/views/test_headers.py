"""The answers of views that say no or only a part carry the headers, too; `test_middleware.py` has all others."""

import pytest

from tests.test_middleware import POLICY


@pytest.fixture
def answers(cast):
    task = cast.task()
    page, part = cast.client(cast.ana), cast.htmx(cast.ana)
    title, archive = f"/tasks/{task.pk}/title/", f"/tasks/{task.pk}/archive/"
    return {
        "fragment": (part.get(f"/tasks/{task.pk}/panel/"), 200),
        "nothing to show": (part.post(f"/tasks/{task.pk}/watch/", {"choice": "watch"}), 204),
        "there and back": (page.post(f"/tasks/{task.pk}/watch/", {"choice": "watch"}), 302),
        "invalid": (page.post(title, {"title": ""}), 422),
        "invalid fragment": (part.post(title, {"title": ""}), 422),
        "refused": (page.post(archive), 409),
        "refused fragment": (part.post(archive), 409),
        "outdated": (page.post(title, {"title": "Other", "version": 7}), 409),
        "missing fragment": (part.get("/nothing/"), 404),
        "wrong method": (page.get(archive), 405),
        "from elsewhere": (page.post(archive, HTTP_SEC_FETCH_SITE="cross-site"), 403),
        "admin page": (cast.client(cast.irina).get("/admin/board/task/"), 200),
    }


def test_answers_of_every_kind_carry_the_headers(answers):
    for what, (answer, status) in answers.items():
        assert answer.status_code == status, what
        policy = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
        assert policy == set(POLICY.split("; ")), what
        assert answer.headers["X-Content-Type-Options"] == "nosniff", what
        assert answer.headers["X-Frame-Options"] == "DENY", what
        assert answer.headers["Referrer-Policy"] == "same-origin", what
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", what
        assert "private" in answer.headers["Cache-Control"], what
