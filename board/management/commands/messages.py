from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from board.management import catalog


class Command(BaseCommand):
    help = "Extracts the translatable strings into the catalogues below locale/ and compiles them."
    requires_system_checks = []

    def add_arguments(self, parser):
        only = parser.add_mutually_exclusive_group()
        only.add_argument(
            "--check", action="store_true", help="change nothing; list what is missing or wrong"
        )
        only.add_argument("--compile", action="store_true", help="only compile what the catalogues hold")

    def handle(self, *, check, compile, **options):
        languages = [code for code, _name in settings.LANGUAGES if code != "en"]
        if compile:
            for language in languages:
                self._compile(language)
            return
        wanted = catalog.from_sources(settings.BASE_DIR)
        for language in languages:
            if check:
                self._check(language, wanted)
            else:
                self._update(language, wanted)

    def _check(self, language, wanted):
        path = catalog.path_of(language)
        faults = catalog.faults(catalog.read(path, language), wanted)
        if faults:
            lines = "\n".join(faults)
            raise CommandError(
                f"{lines}\n{len(faults)} faults in {path}; `make messages` brings it up to date."
            )

    def _update(self, language, wanted):
        path = catalog.path_of(language)
        held = catalog.read(path, language)
        catalog.update(held, wanted)
        catalog.write(held, path)
        self._compile(language)
        missing = len([message for message in held if message.id and not any(_forms(message))])
        self.stdout.write(f"{path}: {len(held)} messages, {missing} to translate.")

    def _compile(self, language):
        held = catalog.read(catalog.path_of(language), language)
        catalog.compile_to(held, catalog.path_of(language, "mo"))


def _forms(message):
    return message.string if isinstance(message.string, (tuple, list)) else [message.string]
