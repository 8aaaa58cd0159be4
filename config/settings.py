"""Django's settings, one file, every value from `config.env` or a constant with its reason."""

from pathlib import Path
from typing import Any

import django_stubs_ext
from django.utils.csp import CSP

from config.contract import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401
from config.databases import database
from config.env import BASE_DIR, Environment
from config.logs import logging_config
from config.outgoing import mailers
from config.retention import RETENTION
from config.schedules import SCHEDULES

django_stubs_ext.monkeypatch()

ENV = Environment.load()
LOCAL = ENV.mode != "production"
ENV.var.mkdir(parents=True, exist_ok=True)

DEBUG = False  # the same pages in every mode: a stack trace shown is a confidence lost
DEFAULT_EXCEPTION_REPORTER = "config.reports.ClosedReporter"
SECRET_KEY = ENV.secret("secret_key")
SECRET_KEY_FALLBACKS = [key for key in ENV.secret_key_fallbacks.split(",") if key]
SECOND_FACTOR_KEYS = [key for key in ENV.secret("second_factor_keys").split(",") if key]
ALLOWED_HOSTS = [host.strip() for host in ENV.allowed_hosts.split(",")]
PUBLIC_URL = ENV.public_url.rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
TRUSTED_PROXY_COUNT = ENV.trusted_proxies

INSTALLED_APPS = [
    "config.apps.TillitAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's pages of security keys use it
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "accounts",
    "forum",
    "api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_ox",
]

MIDDLEWARE = [
    "api.request_log.RequestLog",
    "api.unmoved.Unmoved",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "api.guard.BodyGuard",
    "api.limits.SignInLimit",  # around sessions: requests of one take turns until it is saved
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- data -----------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {"default": database(ENV)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# One for all: a cache in each process would multiply every sign-in limit (measured); in the main
# database it would tell who signed in when, for weeks and in every backup.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "accounts.counters.cache.CountersCache"}
}
REDIS_URL = ENV.redis_url
LIMITS_PATH: Path = ENV.var / "limits.sqlite3"
RATE_LIMITS = {
    "read": "600/minute",
    "write": "60/minute",
    "write_new": "10/minute",  # beside `write`, for accounts in their first week
    "upload": "20/minute",
    "export": "6/hour",
    "receipt": "10/5 minute",
    "report": "20/hour",
    "look_through": "30/minute",
    "sign_in": "10/5 minute",  # attempts at an account from a network, and from all strange ones
    "sign_in_address": "600/5 minute",  # … at all accounts from a network: a factory is one
}
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": ENV.storage_bucket,
            "endpoint_url": ENV.storage_endpoint or None,
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
    if ENV.storage_bucket
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ENV.var / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".static"
WHITENOISE_USE_FINDERS = False
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 10
BODY_LIMIT_JSON = 256 * 1024
BODY_LIMIT_UPLOAD = 21 * 1024 * 1024

# --- people ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = RETENTION["sessions"].days * 24 * 3600
PASSWORD_HASHERS = ["accounts.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_REDIRECT_URL = "/admin/"
LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "accounts.sign_in.AccountAdapter"
# Where our counters stand in front (api/limits/sign_in.py) allauth's are left out: they count after
# the judging, by network as if nobody shared one, and lock out whoever somebody else guesses at.
ACCOUNT_RATE_LIMITS = {
    **dict.fromkeys(("login", "login_failed", "reauthenticate", "change_password", "signup")),
    "reset_password_from_key": None,
    "reset_password": "5/m/key",  # mails to one address
    "request_login_code": "3/m/key",
}
MFA_RATE_LIMITS = {"webauthn_login": None}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.sign_up.InvitedSignUpForm"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # written for equal time, never sent (AccountAdapter)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
OPEN_SIGNUP = ENV.open_signup
HEADLESS_CLIENTS = ("app", "browser")
HEADLESS_SERVE_SPECIFICATION = False
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{PUBLIC_URL}/verify-email/{{key}}",
    "account_reset_password": f"{PUBLIC_URL}/password/reset",
    "account_reset_password_from_key": f"{PUBLIC_URL}/password/reset/{{key}}",
    "account_signup": f"{PUBLIC_URL}/signup",
}
MFA_ADAPTER = "accounts.sign_in.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = "Tillit"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
STAFF_PROOF_HOURS = 8  # how long a second factor opens the admin

# --- mail and background work ---------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
MAILERS: dict[str, dict[str, Any]] = mailers(ENV)
TASKS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": [],
        "OPTIONS": {
            "MAX_ATTEMPTS": 8,
            "LOCK_TIMEOUT": 60,
            "SCHEDULES": SCHEDULES,
            "WORKER_CLASS": "accounts.worker.ClosedWorker",
        },
    }
}

# --- what a browser is told -----------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer": forms come with Origin: null, and fail
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
CSRF_COOKIE_HTTPONLY = False  # allauth's browser client reads it
CSRF_FAILURE_VIEW = "api.problems.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if not LOCAL:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_COUNT else None
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-tillit-session"
    CSRF_COOKIE_NAME = "__Host-tillit-csrf"

# --- language, time, logs -------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = USE_TZ = True
LOGGING_CONFIG = None
logging_config(ENV.log_level)
