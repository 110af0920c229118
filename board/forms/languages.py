"""The languages to choose from, each by its own name: who is lost in another one finds theirs."""

from django.conf import settings
from django.utils.translation import get_language_info

LANGUAGES = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
