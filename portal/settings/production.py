"""Production: PostgreSQL, Redis, real mail. Refuses to start without its keys and says which one is missing."""

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import VAR_DIR, env, redis_cache

_WANTED = {
    "SECRET_KEY": "a long random text that signs sessions",
    "KEY_ENCRYPTION_KEYS": "name:base64 keys of 32 bytes that open the vaults, newest first, separated by commas",
    "DATABASE_URL": "where PostgreSQL is, for example postgres://user:password@host/name",
    "REDIS_URL": "where Redis is, for example redis://host:6379/0",
    "EMAIL_URL": "where mail goes, for example smtp+tls://user:password@host:587",
    "ALLOWED_HOSTS": "the public host names, separated by commas",
}
_missing = [f"  {name}: {what}" for name, what in _WANTED.items() if not env(name, default="").strip()]
if _missing:
    raise ImproperlyConfigured(
        "The portal does not start: these environment variables are not set (docs/operating.md):\n"
        + "\n".join(_missing)
    )

DEBUG = False
DEMO = False
SECRET_KEY = env("SECRET_KEY")
KEY_ENCRYPTION_KEYS = env.list("KEY_ENCRYPTION_KEYS")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

DATABASES = {"default": env.db_url("DATABASE_URL") | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
REDIS_URL = env("REDIS_URL")
CACHES = {"default": redis_cache(REDIS_URL)}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

_mail = env.email_url("EMAIL_URL")
MAIL_BACKEND = _mail.pop("EMAIL_BACKEND")
globals().update(_mail)
EMAIL_TIMEOUT = 20  # seconds; far less than the lease of a mail in portal.outbound.mail.sending
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Eigen Kracht <noreply@eigen-kracht.nl>")
WAGTAILADMIN_BASE_URL = env("ADMIN_BASE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}")

STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))()
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
PAGE_EDITIONS = env("PAGE_EDITIONS", default="")
if PAGE_EDITIONS:
    PAGE_CACHE_SECONDS = 60

# TLS ends at the proxy in front; INSECURE_LOCAL is for `make serve` on one machine only.
_local = env.bool("INSECURE_LOCAL", default=False)
SECURE_SSL_REDIRECT = not _local
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes come past the proxy, in plain HTTP
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not _local
SECURE_HSTS_SECONDS = 0 if _local else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not _local
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 300, "unacked_restore_interval": 10}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
