"""What holds everywhere. demo, test and production add where data lives and how strict the outside is."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from portal.settings.periodic import PERIODIC_WORK as PERIODIC_WORK

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))  # what this machine keeps: databases, mail, files, keys

# -- applications ---------------------------------------------------------------------------------
# Ours come first: their templates and static files shadow those of the libraries.
INSTALLED_APPS = [
    "portal.page_cache",
    "portal.demo",
    "cms_pages",
    "intake",
    "training",
    "portal.newsletter",
    "portal.backoffice",
    "portal.spam",
    "portal.accounts",
    "portal.outbound",
    "portal.workflow",
    "portal.privacy",
    "portal.organisations",
    "portal.periodic",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "post_office",
    "django_celery_beat",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.page_cache.keeping.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "portal.accounts.middleware.AreaHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.backoffice.middleware.PublicLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.readable.ReadableFormsMiddleware",  # before anything reads a form
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
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
                "portal.organisations.context.organisation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- data -----------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # the cache may vanish at any moment
SESSION_COOKIE_AGE = 60 * 60 * 24  # as long as a draft is kept
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # a shared computer remembers nobody
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"


def sqlite(path):
    """A SQLite database that queues writers instead of failing them."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"
            ),
        },
    }


def redis_cache(url):
    """A cache that is a miss, not an error, when Redis is away."""
    return {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": url,
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 0.5, "SOCKET_TIMEOUT": 0.5},
    }


# -- people ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "training:my"
SECOND_FACTOR_REQUIRED = True
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# A password may be had and is never asked of candidates: they sign in with a code by mail, or with a passkey.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 60 * 60
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # never for staff: portal.accounts.forms.RequestLoginCodeForm
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"confirm_email": "5/15m/key"}  # codes to one address; allauth would make people wait 3 minutes
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever loses a password or a second factor to somebody else hears of it
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, at the latest after SESSION_COOKIE_AGE
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "portal.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True  # after the code by mail, never instead of it
MFA_TOTP_ISSUER = "Eigen Kracht"
MFA_TOTP_TOLERANCE = 1  # half a minute more for whoever types slowly
# Always a PIN, finger or face: allauth's ceremonies share one challenge, and a stolen key alone must open nothing.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.LoginForm",
    "reset_password": "portal.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.ResetPasswordKeyForm",
    "set_password": "portal.accounts.forms.SetPasswordForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "add_email": "portal.accounts.forms.AddEmailForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateForm",
    "signup": "portal.accounts.forms.SignupForm",
    "confirm_email_verification_code": "portal.accounts.forms.ConfirmEmailCodeForm",
    "request_login_code": "portal.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "portal.accounts.forms.ConfirmLoginCodeForm",
}
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.AuthenticateCodeForm",
    "reauthenticate": "portal.accounts.forms.ReauthenticateCodeForm",
    "authenticate_webauthn": "portal.accounts.forms.AuthenticateWebAuthnForm",
    "login_webauthn": "portal.accounts.forms.LoginWebAuthnForm",
    "reauthenticate_webauthn": "portal.accounts.forms.ReauthenticateWebAuthnForm",
    "activate_totp": "portal.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "portal.accounts.forms.AddWebAuthnForm",
    "signup_webauthn": "portal.accounts.forms.SignupWebAuthnForm",
    "edit_webauthn": "portal.accounts.forms.EditWebAuthnForm",
}

# -- languages ------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("fr", "Français"),
    ("tr", "Türkçe"),
    ("ar", "العربية"),
    ("pl", "Polski"),
]
LOCALE_PATHS = [BASE_DIR / "locales"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
# Readers are strangers on shared computers: the language is in the address, never in a cookie.
FORMAT_MODULE_PATH = "portal.formats"
LANGUAGE_COOKIE_NAME = "unused_language"

# How long the page cache in front may keep a page, and the folder where a change tells it that none counts any more
# (portal/page_cache/editions.py). Without the folder a page may be as old as that after a change.
PAGE_CACHE_SECONDS = 5
PAGE_EDITIONS = ""

# -- files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
STATIC_ROOT: Path | None = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
UPLOADS_SERVED_HERE = False  # nginx gives them out; the demo and the tests have none
LARGEST_FILM = 200 * 1024 * 1024  # deploy/nginx.conf.in lets a little more through
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Letters and CVs stay in memory until they are sealed; only what is larger than we take touches the disk on its way.
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
CLAMAV = env("CLAMAV", default="")  # clamd's socket, as a path or "host:port"; set and away means: no file comes in
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# -- mail: every message is a row first -----------------------------------------------------------
EMAIL_BACKEND = "portal.outbound.mail.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = "Eigen Kracht <noreply@demo.example>"
POST_OFFICE = {
    "BACKENDS": {"default": "portal.outbound.mail.sending.UnsealingBackend"},
    "BATCH_SIZE": 1,  # a killed worker must not send a batch twice
    "LOG_LEVEL": 0,  # SMTP errors name addresses
    "MAX_RETRIES": 20,
    "CELERY_ENABLED": False,
}

# -- wagtail --------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Eigen Kracht"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms_pages.editing.finishing.publish_approved"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # whom a page waits for is said by roles
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English"), ("fr", "Français")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Half a second of Wagtail's own would be saving still when an editor has typed the last word and presses a button.
WAGTAIL_AUTOSAVE_INTERVAL = 3000  # milliseconds after the last change
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE, "Europe/Brussels", "America/Curacao"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]},
    }
}

# What is submitted for translation begins as a draft in every language, also when its source is public.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# {"CLASS": "…", "OPTIONS": {…}} of wagtail-localize; None: nothing leaves the house to be translated (docs/operating).
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = env.json("MACHINE_TRANSLATOR", default=None)

# What comes in is drawn anew without metadata (cms_pages.picture_form). SVG can hold a program, so it is none of these.
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms_pages.picture_form.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAILIMAGES_WEBP_QUALITY = 75
WAGTAILIMAGES_AVIF_QUALITY = 55  # looks like JPEG at 80; more costs time and little is seen of it
WAGTAILDOCS_EXTENSIONS = ["pdf"]

# -- headers --------------------------------------------------------------------------------------
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    # EXCLUDE_URL_PREFIXES is not used: portal.accounts gives /admin/ its own, looser policy.
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "microphone", "geolocation", "payment", "usb", "accelerometer", "gyroscope", "magnetometer")
}
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # SAMEORIGIN, not DENY: the admin's preview shows our own pages in a frame
]

# -- public forms: machines are slowed down, nobody is refused ----------------------------------------
# What a browser works out for each form: on average half of `hardness` digests, usable for so many hours.
SPAM_PROOF = {"hardness": 100_000, "hours": 4}
# How many forms one network sends in an hour without a pause, and after that the seconds between two.
SPAM_LIMITS = {"proven": {"an_hour": 20, "pause": 30}, "unproven": {"an_hour": 4, "pause": 90}}

# -- logs: never an address, never what somebody wrote ----------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django_tasks": {"level": "WARNING"},  # four lines for every saved page
        "wagtail": {"level": "WARNING"},  # what it tells stands in its own audit log
        "wagtail.admin": {"level": "CRITICAL"},  # names the address of a mail that could not be queued
        "weasyprint": {"level": "ERROR"},  # a line for every rule of CSS that paper does not know
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}

KEY_ENCRYPTION_KEYS: list[str] = []
