"""The requests of the demo: who asks whom, and how far each has come. Their words are in `requests.toml`."""

from board.demo.requests import Request, step
from board.models import Priority, Verb, Waiting

ACCEPTED, DECLINED, HANDED_OFF = Verb.ACCEPTED, Verb.DECLINED, Verb.HANDED_OFF
MOVED, DELIVERED, CONFIRMED, RETURNED = Verb.MOVED, Verb.DELIVERED, Verb.CONFIRMED, Verb.RETURNED
COMMENTED, WAITING = Verb.COMMENTED, Verb.WAITING

REQUESTS = [
    Request("nda", "vera", "LEG", days=9, wanted=1, priority=Priority.HIGH, steps=[
        step(8.6, ACCEPTED, "boris", assignee="ana", promised=1),
        step(7.2, MOVED, "ana"),
        step(6.5, COMMENTED, "ana", text="question"),
        step(6.3, COMMENTED, "vera", text="answer"),
        step(5.1, COMMENTED, "ana", text="internal", internal=True),
        step(0.8, DELIVERED, "ana", result="result"),
    ]),
    Request("tender", "diego", "LEG", days=2.4, wanted=6, steps=[]),
    Request("warranty", "maxim", "LEG", days=0.4, wanted=2, priority=Priority.URGENT, steps=[]),
    Request("backup", "oleg", "LEG", days=4.3, steps=[]),
    Request("instalments", "elena", "FIN", days=3.2, wanted=5, steps=[
        step(2.1, HANDED_OFF, "mikhail", to="LEG"),
    ]),
    Request("photos", "timur", "MKT", days=12, wanted=9, steps=[
        step(10.2, HANDED_OFF, "alisa", to="IT", reason="reason1"),
        step(7.4, HANDED_OFF, "svetlana", to="LEG", reason="reason2"),
        step(6.9, ACCEPTED, "boris", assignee="nadia", promised=7),
        step(5.5, MOVED, "nadia"),
        step(2.2, WAITING, "nadia"),
    ]),
    Request("lease", "polina", "LEG", days=6, steps=[step(5.7, DECLINED, "boris")]),
    Request("laptop", "chloe", "IT", days=5, wanted=8, steps=[
        step(4.6, ACCEPTED, "svetlana", assignee="oleg", promised=2),
        step(3.1, MOVED, "oleg"),
        step(1.2, COMMENTED, "oleg", text="comment"),
    ]),
    Request("vpn", "ana", "IT", days=14, priority=Priority.HIGH, steps=[
        step(13.9, ACCEPTED, "svetlana", assignee="pavel"),
        step(13.7, MOVED, "pavel"),
        step(12.9, DELIVERED, "pavel", result="result"),
        step(12.2, CONFIRMED, "ana"),
    ]),
    Request("credit", "vera", "FIN", days=5.5, wanted=4, priority=Priority.HIGH, steps=[
        step(5.1, ACCEPTED, "mikhail", assignee="olga", promised=3),
        step(4.2, MOVED, "olga"),
        step(1.6, WAITING, "olga"),
    ]),
    Request("fee", "boris", "FIN", days=4, wanted=3, steps=[
        step(3.6, ACCEPTED, "mikhail", assignee="samuel", promised=2),
        step(2.4, MOVED, "samuel"),
        step(1.1, WAITING, "samuel", on=Waiting.THIRD),
    ]),
    Request("offer", "vera", "MKT", days=11, wanted=2, steps=[
        step(10.4, ACCEPTED, "alisa", assignee="sofia", promised=0),
        step(9.1, MOVED, "sofia"),
        step(3.3, DELIVERED, "sofia", result="result"),
        step(2.6, RETURNED, "vera"),
    ]),
    Request("clause", "anton", "LEG", days=15, steps=[
        step(14.2, ACCEPTED, "boris", assignee="lukas"),
        step(12.5, MOVED, "lukas"),
        step(9.6, DELIVERED, "lukas", result="result"),
        step(4, CONFIRMED, None),
    ]),
    Request("tablets", "hanna", "IT", days=8, steps=[step(6.1, Verb.CANCELLED, "hanna")]),
    Request("leaving", "galina", "LEG", days=3.5, wanted=5, is_restricted=True, steps=[
        step(3.1, ACCEPTED, "boris", assignee="tatiana", promised=4),
        step(2.7, MOVED, "tatiana"),
        step(1.9, COMMENTED, "tatiana", text="internal", internal=True),
    ]),
    Request("advance", "ana", "FIN", days=1.5, wanted=2, steps=[
        step(0.9, ACCEPTED, "mikhail", assignee="natalia", promised=1),
    ]),
    Request("scanner", "ana", "IT", days=4.5, steps=[
        step(4.1, ACCEPTED, "oleg", assignee="oleg"),
        step(3.8, MOVED, "oleg"),
        step(1.3, DELIVERED, "oleg", result="result"),
    ]),
    Request("monitors", "oleg", "FIN", days=10, wanted=-3, steps=[
        step(9.2, ACCEPTED, "mikhail", assignee="aram", promised=-1),
        step(8.8, MOVED, "aram"),
        step(3.4, Verb.PROMISED, "aram", to=6),
    ]),
    Request("export", "vera", "IT", days=3, wanted=4, steps=[
        step(2.8, ACCEPTED, "svetlana", assignee="kenji", promised=3),
        step(2.2, MOVED, "kenji"),
        step(1.4, COMMENTED, "kenji", text="comment"),
        step(1.3, COMMENTED, "kenji", text="question"),
    ]),
    Request("orders", "olga", "SAL", days=2.1, wanted=1, priority=Priority.HIGH, steps=[]),
    Request("casestudy", "alisa", "SAL", days=6, wanted=10, steps=[
        step(5.2, ACCEPTED, "maxim", assignee="vera", promised=8),
    ]),
    Request("logo", "denis", "LEG", days=18, steps=[
        step(17.5, ACCEPTED, "boris", assignee="grace", promised=-15),
        step(16.8, MOVED, "grace"),
        step(15.9, DELIVERED, "grace", result="result"),
        step(15.2, CONFIRMED, "denis"),
    ]),
    Request("badges", "boris", "IT", days=9, steps=[
        step(8.8, ACCEPTED, "svetlana", assignee="dmitry"),
        step(8.2, MOVED, "dmitry"),
        step(7.1, DELIVERED, "dmitry", result="result"),
        step(6.4, CONFIRMED, "boris"),
        step(0.7, Verb.REOPENED, "boris"),
    ]),
    Request("prices", "sofia", "SAL", days=8, wanted=-4, steps=[
        step(7.4, ACCEPTED, "maxim", assignee="artyom", promised=-2),
        step(6.6, MOVED, "artyom"),
    ]),
    Request("newcomer", "anton", "HR", days=4.8, wanted=7, steps=[step(4.6, MOVED, "anton")]),
    Request("newcomer-it", "anton", "IT", days=4.7, wanted=6, part_of="newcomer", steps=[
        step(4.4, ACCEPTED, "svetlana", assignee="leila", promised=5),
    ]),
    Request("newcomer-fin", "anton", "FIN", days=4.7, wanted=6, part_of="newcomer", steps=[
        step(4.2, ACCEPTED, "mikhail", assignee="ksenia"),
        step(3.9, MOVED, "ksenia"),
        step(2.5, DELIVERED, "ksenia", result="result"),
        step(2.3, CONFIRMED, "anton"),
    ]),
    Request("newcomer-leg", "anton", "LEG", days=4.7, wanted=6, part_of="newcomer", steps=[]),
]  # fmt: skip
