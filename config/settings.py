"""All settings, from the environment; one file for every place the system runs in."""

from importlib.util import find_spec
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment, logs, schedule

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.Environment()
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = environment.secret_key(env)
if len(SECRET_KEY) < 32 or SECRET_KEY.startswith(("change", "sample", "django-insecure")):
    environment.stop("SECRET_KEY must be set to a random text of at least 32 characters.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS:
    environment.stop("ALLOWED_HOSTS must name the host names that people type, e.g. tasks.example.com.")

# Where people reach the site. Links in mails use this and never the Host header.
SITE_URL = environment.site_url(env)
HTTPS = SITE_URL.startswith("https://")
BUILD_ID = environment.build_id(env, VAR_DIR)

INSTALLED_APPS = [
    "board",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    # Its widgets' templates are found as all others are (FORM_RENDERER).
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
]

MIDDLEWARE = [
    # The first three put headers on every answer, those of the others' redirects and errors included.
    "board.middleware.ContentSecurityPolicy",
    "board.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "board.middleware.health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Here rather than in a proxy: against BREACH it varies the length of an answer, and each form's token is masked.
    "board.middleware.Compression",
    "board.middleware.ErrorPages",
    "board.middleware.clean_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "board.middleware.preferences",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "board.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "board.middleware.Refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "board.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "board.context_processors.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["crispy"]
CRISPY_TEMPLATE_PACK = "crispy"

# A developer's tools: only under DEBUG, only where asked for, only where installed.
BROWSER_RELOAD = DEBUG and env.bool("BROWSER_RELOAD", default=False)
DEBUG_TOOLBAR = DEBUG and env.bool("DEBUG_TOOLBAR", default=False) and bool(find_spec("debug_toolbar"))
MIDDLEWARE = environment.with_developer_tools(MIDDLEWARE, reload=BROWSER_RELOAD, toolbar=DEBUG_TOOLBAR)
INSTALLED_APPS += ["debug_toolbar"] * DEBUG_TOOLBAR
# Inside a container the developer's address is the proxy's.
DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": "config.browser_reload.always"}

# Database ---------------------------------------------------------------------------------------------

DATABASES = {"default": environment.database(env)}

# Caches and Redis -------------------------------------------------------------------------------------

REDIS_URL = environment.redis_url(env)
CACHES = {
    # What others' code counts in, as the sign-in throttle does, must not forget when Redis is gone.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "board_counter",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # For speed alone; board.cache.pages.
    "pages": {
        "BACKEND": "board.cache.BreakerCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="handoff"),
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    },
    # What stands on every page alike, kept by each process in each language; not for who changes the templates.
    "frame": {
        "BACKEND": f"django.core.cache.backends.{'dummy.Dummy' if DEBUG else 'locmem.LocMem'}Cache",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

# On which web says what has changed, and live hears it.
LIVE_CHANNEL = f"{CACHES['pages']['KEY_PREFIX']}:live"
# Where a browser finds live when no proxy stands before both: `make run`, on another port.
LIVE_ORIGIN = environment.live_origin(env)

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# For ever: after a hundred tries, within the hour, a worker would end.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A change that tells the worker waits for one answer: less than two seconds, the rest included.
    "socket_timeout": 1.5,
    "socket_connect_timeout": 1,
    # kombu sleeps two seconds before it says that nobody listens; the worker tries again by its own rule.
    **dict.fromkeys(("max_retries", "interval_start", "interval_step", "interval_max"), 0),
    "visibility_timeout": 600,
}
CELERY_TASK_DEFAULT_QUEUE = env.str("CELERY_QUEUE", default="handoff")
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5
# Seconds between two looks for mail that nobody has told the worker of.
MAIL_SWEEP = environment.seconds(env, "MAIL_SWEEP", 30)
CELERY_BEAT_SCHEDULE = schedule.jobs(mail_sweep=MAIL_SWEEP) | environment.nightly_backup(env)

# Accounts ---------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["board.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 3600
INVITATION_DAYS = 7
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "board.accounts.AccountAdapter"
ACCOUNT_USER_DISPLAY = "board.accounts.display"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "board.tokens.ResetTokens"
ACCOUNT_FORMS = {
    "login": "board.forms.accounts.SignInForm",
    "change_password": "board.forms.accounts.ChangePasswordForm",
    "reset_password": "board.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "board.forms.accounts.NewPasswordForm",
}
# A failed sign-in counts for the account and the address it came from: docs/adr/002-sign-in-throttle.md.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key", "reset_password": "10/m/ip"}

SESSION_ENGINE = "board.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "board.views.errors.csrf_failure"

# Browser ----------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *filter(None, [LIVE_ORIGIN])],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = [r"^health/(live/)?$"]
SECURE_REFERRER_POLICY = "same-origin"
# The first is set by board.middleware.security_headers; the others would bind the operator's other sites.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W005", "security.W021"]
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Static files -----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
JOINED_ASSETS = env.bool("JOINED_ASSETS", default=not DEBUG)
STATICFILES_DIRS = [
    directory
    for directory in (VAR_DIR / "joined" if JOINED_ASSETS else None, VAR_DIR / "assets", BASE_DIR / "static")
    if directory and directory.is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "board.storage.StaticStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# Files that people bring ------------------------------------------------------------------------------

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))

# Language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en")
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS

# Mail -------------------------------------------------------------------------------------------------

EMAIL_URL = env.str("EMAIL_URL", default="")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender(env)
# Of each step of SMTP: connecting, STARTTLS, signing in, …
EMAIL_TIMEOUT = environment.seconds(env, "MAIL_TIMEOUT", 10)
# In which an undo, an edit or reading in the app can still change what a mail says.
MAIL_HOLD = environment.seconds(env, "MAIL_HOLD", 120, at_least=0)
# After which another worker takes over a mail: longer than a send can take, each step of SMTP timing out.
MAIL_LEASE = environment.seconds(env, "MAIL_LEASE", 30 * EMAIL_TIMEOUT)
vars().update(environment.mail_server(env, VAR_DIR))
# The page that shows mail instead of sending it.
SHOWS_MAIL = DEBUG and not EMAIL_URL

# Logs -------------------------------------------------------------------------------------------------

LOGGING = logs.settings(env.str("LOG_LEVEL", default="INFO"))
