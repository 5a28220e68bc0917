"""The tests: DATABASE_URL and REDIS_URL when set, else SQLite and in process."""

import base64
import tempfile
from pathlib import Path

from .base import *
from .base import VAR_DIR, env, redis_cache, sqlite

VAR_DIR.mkdir(exist_ok=True)
DEBUG = False
DEMO = False
SECRET_KEY = "only-for-tests-" + "x" * 50
KEY_ENCRYPTION_KEYS = ["test:" + base64.urlsafe_b64encode(b"t" * 32).decode()]
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "testserver"]

_url = env("DATABASE_URL", default="")
DATABASES = {"default": env.db_url("DATABASE_URL") if _url else sqlite(VAR_DIR / "test.sqlite3")}
_redis = env("REDIS_URL", default="")
CACHES = {
    "default": redis_cache(_redis) if _redis else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "portal-test-media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
