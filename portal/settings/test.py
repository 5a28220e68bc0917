"""The tests: DATABASE_URL and REDIS_URL when set, else SQLite and in process."""

import base64
import os
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

_database = env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'test.sqlite3'}")
DATABASES = {"default": sqlite(_database["NAME"]) if "sqlite3" in _database["ENGINE"] else _database}
_redis = env("REDIS_URL", default="")
CACHES = {"default": redis_cache(_redis) if _redis else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHES["default"]["KEY_PREFIX"] = f"test-{os.getpid()}"  # one Redis, several workers
UPLOADS_SERVED_HERE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # served from where the files lie, never from what was once collected
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # looks a file up when asked, instead of listing all for every test client
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "portal-test-media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
