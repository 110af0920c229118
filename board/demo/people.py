"""Who works here. The first five are the ones whose names a newcomer is told."""

from typing import NamedTuple


class Person(NamedTuple):
    username: str
    names: dict[str, str]
    is_woman: bool
    # The code of the department; none for the administrator.
    department: str | None
    coordinates: bool = False


def _person(username, english, russian, gender, department=None, role=""):
    return Person(username, {"en": english, "ru": russian}, gender == "f", department, role == "coordinator")


PEOPLE = [
    _person("ana", "Ana Lima", "Ана Лима", "f", "LEG"),
    _person("boris", "Boris Orlov", "Борис Орлов", "m", "LEG", "coordinator"),
    _person("vera", "Vera Smirnova", "Вера Смирнова", "f", "SAL"),
    _person("oleg", "Oleg Petrov", "Олег Петров", "m", "IT"),
    _person("irina", "Irina Volkova", "Ирина Волкова", "f"),
    _person("nadia", "Nadia Haddad", "Надя Хаддад", "f", "LEG"),
    _person("lukas", "Lukas Brandt", "Лукас Брандт", "m", "LEG"),
    _person("tatiana", "Tatiana Belova", "Татьяна Белова", "f", "LEG"),
    _person("semyon", "Semyon Yershov", "Семён Ершов", "m", "LEG"),
    _person("grace", "Grace Okafor", "Грейс Окафор", "f", "LEG"),
    _person("maxim", "Maxim Kuznetsov", "Максим Кузнецов", "m", "SAL", "coordinator"),
    _person("polina", "Polina Zaitseva", "Полина Зайцева", "f", "SAL"),
    _person("diego", "Diego Marín", "Диего Марин", "m", "SAL"),
    _person("elena", "Elena Morozova", "Елена Морозова", "f", "SAL"),
    _person("timur", "Timur Safin", "Тимур Сафин", "m", "SAL"),
    _person("hanna", "Hanna Virtanen", "Ханна Виртанен", "f", "SAL"),
    _person("artyom", "Artyom Lebedev", "Артём Лебедев", "m", "SAL"),
    _person("svetlana", "Svetlana Romanova", "Светлана Романова", "f", "IT", "coordinator"),
    _person("kenji", "Kenji Mori", "Кэндзи Мори", "m", "IT"),
    _person("dmitry", "Dmitry Sokolov", "Дмитрий Соколов", "m", "IT"),
    _person("leila", "Leila Aliyeva", "Лейла Алиева", "f", "IT"),
    _person("pavel", "Pavel Novikov", "Павел Новиков", "m", "IT"),
    _person("marta", "Marta Kowalska", "Марта Ковальская", "f", "IT"),
    _person("ruslan", "Ruslan Akhmetov", "Руслан Ахметов", "m", "IT"),
    _person("yulia", "Yulia Fyodorova", "Юлия Фёдорова", "f", "IT"),
    _person("galina", "Galina Popova", "Галина Попова", "f", "HR", "coordinator"),
    _person("anton", "Anton Vasiliev", "Антон Васильев", "m", "HR"),
    _person("chloe", "Chloé Martin", "Хлоя Мартен", "f", "HR"),
    _person("zarina", "Zarina Karimova", "Зарина Каримова", "f", "HR"),
    _person("ilya", "Ilya Gusev", "Илья Гусев", "m", "HR"),
    _person("mikhail", "Mikhail Pavlov", "Михаил Павлов", "m", "FIN", "coordinator"),
    _person("olga", "Olga Nikitina", "Ольга Никитина", "f", "FIN"),
    _person("samuel", "Samuel Weiss", "Самуэль Вайс", "m", "FIN"),
    _person("natalia", "Natalia Vinogradova", "Наталья Виноградова", "f", "FIN"),
    _person("aram", "Aram Petrosyan", "Арам Петросян", "m", "FIN"),
    _person("ksenia", "Ksenia Orlova", "Ксения Орлова", "f", "FIN"),
    _person("alisa", "Alisa Kim", "Алиса Ким", "f", "MKT", "coordinator"),
    _person("denis", "Denis Makarov", "Денис Макаров", "m", "MKT"),
    _person("sofia", "Sofia Rossi", "София Росси", "f", "MKT"),
    _person("egor", "Egor Titov", "Егор Титов", "m", "MKT"),
]
