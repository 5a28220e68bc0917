"""The demo: nothing but Python. SQLite, mail into a folder, work in process, keys made on first use."""

from .base import *
from .base import VAR_DIR, env, sqlite
from .local_keys import local_keys

VAR_DIR.mkdir(exist_ok=True)
_keys = local_keys(VAR_DIR / "keys")

DEBUG = False
DEMO = True
SECRET_KEY = env("SECRET_KEY", default=_keys.secret_key)
KEY_ENCRYPTION_KEYS = env.list("KEY_ENCRYPTION_KEYS", default=[_keys.key_encryption_key])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", ".localhost", "127.0.0.1"])
SECOND_FACTOR_REQUIRED = False

DATABASES = {"default": sqlite(VAR_DIR / "demo.sqlite3")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
UPLOADS_SERVED_HERE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # served from where the files lie, never from what was once collected
WHITENOISE_USE_FINDERS = True
# Two dozen codes and passwords that everybody may know are hashed before the first page is there.
PASSWORD_HASHERS = ["portal.demo.hashing.QuickHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_URL = "filemail://"
MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
