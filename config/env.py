"""The environment, typed: every setting an operator may give, checked all at once.

`Environment.load()` reads TILLIT_* variables (and the customary DATABASE_URL, REDIS_URL); faults
are collected and reported together, so that an operator mends them in one round.
"""

import sys
from pathlib import Path
from typing import Any, Literal, Self

from cryptography.fernet import Fernet
from pydantic import AliasChoices, Field, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.secrets import local_secret

BASE_DIR = Path(__file__).resolve().parent.parent


def named(name: str, default: Any, description: str, **limits: Any) -> Any:
    """A field read from the variable `name` exactly; the description lands in the docs."""
    alias = AliasChoices(name)
    return Field(default=default, validation_alias=alias, description=description, **limits)


def variables(field: FieldInfo) -> list[Any]:
    """Return the names of the variables a field is read from."""
    alias = field.validation_alias
    return list(alias.choices) if isinstance(alias, AliasChoices) else []


class Environment(BaseSettings):
    """Everything Tillit takes from outside; docs/operations.md lists the same names."""

    model_config = SettingsConfigDict(extra="ignore", env_ignore_empty=True, frozen=True)

    mode: Literal["local", "test", "production"] = named(
        "TILLIT_MODE", "local", "local: generated secrets, mail to a folder; production: strict"
    )
    var: Path = named("TILLIT_VAR", BASE_DIR / "var", "folder for local data, mail and secrets")
    secret_key: SecretStr = named(
        "TILLIT_SECRET_KEY", SecretStr(""), "signs cursors, cookies and tokens", min_length=0
    )
    secret_key_fallbacks: str = named(
        "TILLIT_SECRET_KEY_FALLBACKS", "", "earlier keys, comma separated, accepted for reading"
    )
    second_factor_keys: SecretStr = named(
        "TILLIT_SECOND_FACTOR_KEYS",
        SecretStr(""),
        "encrypt the secrets of second factors: Fernet keys, newest first, comma separated",
    )
    database_url: str = named(
        "DATABASE_URL", "", "postgresql://user:password@host:port/name; empty means SQLite in var"
    )
    redis_url: str = named("REDIS_URL", "", "shared cache and limits when there are several hosts")
    public_url: str = named(
        "TILLIT_PUBLIC_URL", "http://localhost:8000", "address in mails and links; never the Host"
    )
    allowed_hosts: str = named(
        "TILLIT_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", "host names, comma separated"
    )
    trusted_proxies: int = named(
        "TILLIT_TRUSTED_PROXIES", 0, "how many proxies in front add to X-Forwarded-For", ge=0, le=5
    )
    smtp_url: str = named("TILLIT_SMTP_URL", "", "smtp[s]://user:password@host:port; empty: folder")
    mail_from: str = named("TILLIT_MAIL_FROM", "Tillit <tillit@localhost>", "sender of mails")
    open_signup: bool = named("TILLIT_OPEN_SIGNUP", False, "let anyone sign up, not only invited")
    storage_bucket: str = named("TILLIT_S3_BUCKET", "", "bucket for attachments; empty: a folder")
    storage_endpoint: str = named("TILLIT_S3_ENDPOINT", "", "address of the S3 service")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = named(
        "TILLIT_LOG_LEVEL", "INFO", "least severe line written"
    )

    @model_validator(mode="after")
    def production_is_complete(self) -> Self:
        """Refuse to start in production with a secret or an address left to chance."""
        if self.mode == "production":
            faults = [*self.missing_secrets(), *self.unsafe_addresses()]
            if faults:
                raise ValueError("; ".join(faults))
        return self

    def missing_secrets(self) -> list[str]:
        """Name the secrets that are absent or too short to be one."""
        named_values = {
            "TILLIT_SECRET_KEY": self.secret_key.get_secret_value(),
            "TILLIT_SECOND_FACTOR_KEYS": self.second_factor_keys.get_secret_value(),
        }
        return [
            f"{name} must hold at least 40 characters"
            for name, value in named_values.items()
            if len(value) < 40
        ] + self.faulty_second_factor_keys()

    def faulty_second_factor_keys(self) -> list[str]:
        """Say so when a key could not encrypt."""
        try:
            for key in filter(None, self.second_factor_keys.get_secret_value().split(",")):
                Fernet(key)
        except ValueError:
            return ["TILLIT_SECOND_FACTOR_KEYS must hold Fernet keys (44 characters of base64)"]
        return []

    def unsafe_addresses(self) -> list[str]:
        """Name what would send people to the wrong place or in clear text."""
        faults = []
        if not self.public_url.startswith("https://"):
            faults.append("TILLIT_PUBLIC_URL must start with https://")
        if "*" in self.allowed_hosts or "localhost" in self.allowed_hosts:
            faults.append("TILLIT_ALLOWED_HOSTS must name the public host")
        if not self.smtp_url:
            faults.append("TILLIT_SMTP_URL must name a mail server")
        return faults

    @classmethod
    def load(cls) -> Self:
        """Read the environment; on faults print all of them and leave with status 78."""
        try:
            return cls()
        except ValidationError:
            for fault in cls.faults({}):
                print(f"tillit: {fault}", file=sys.stderr)  # noqa: T201
            raise SystemExit(78) from None

    @classmethod
    def faults(cls, instead: dict[str, Any]) -> list[str]:
        """List every fault of the environment, with some variables replaced by what is given.

        A variable that is wrong by itself keeps pydantic from asking what production demands of
        the others; so it is set aside, and the rest is asked again.
        """
        try:
            cls(**instead)
        except ValidationError as error:
            found = error.errors()
        else:
            return []
        wrong = {
            str(fault["loc"][0]): cls.default_of(fault["loc"][0]) for fault in found if fault["loc"]
        }
        if not wrong:
            return [line for fault in found for line in str(fault["ctx"]["error"]).split("; ")]
        said = [f"{fault['loc'][0]}: {fault['msg']}" for fault in found]
        return said + cls.faults({**instead, **wrong})

    @classmethod
    def default_of(cls, variable: int | str) -> Any:
        """Return what a variable means when it is not set."""
        fields = cls.model_fields.values()
        return next(field.default for field in fields if variable in variables(field))

    def secret(self, field: Literal["secret_key", "second_factor_keys"]) -> str:
        """The secret given, or outside production one kept in the ignored `var/` folder."""
        given: str = getattr(self, field).get_secret_value()
        return given or local_secret(self.var, field)
