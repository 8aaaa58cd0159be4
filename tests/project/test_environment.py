"""The environment: all faults at once, and local secrets that are made once and stay."""

import os
import stat
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from config.env import Environment
from config.secrets import local_secret
from tests.project.tree import ROOT

LOAD = "from config.env import Environment; Environment.load()"


def start_with(**variables: str) -> subprocess.CompletedProcess[str]:
    """Load the environment in a process of its own that knows nothing but `variables`."""
    command = [sys.executable, "-c", LOAD]
    clean = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(command, env=clean, cwd=ROOT, capture_output=True, text=True, check=False)


def production(**variables: str) -> dict[str, str]:
    """What production needs at least."""
    return {
        "TILLIT_MODE": "production",
        "TILLIT_SECRET_KEY": "k" * 50,
        "TILLIT_SECOND_FACTOR_KEYS": Fernet.generate_key().decode(),
        "TILLIT_PUBLIC_URL": "https://tillit.example.org",
        "TILLIT_ALLOWED_HOSTS": "tillit.example.org",
        "TILLIT_SMTP_URL": "smtps://mail.example.org",
        **variables,
    }


def test_a_complete_production_environment_starts() -> None:
    assert start_with(**production()).returncode == 0


def test_production_with_nothing_set_names_everything_that_is_missing() -> None:
    answer = start_with(TILLIT_MODE="production")
    needed = set(production()) - {"TILLIT_MODE"}
    assert answer.returncode == 78
    assert {line.split()[1] for line in answer.stderr.splitlines()} == needed


def test_a_value_of_the_wrong_kind_does_not_hide_what_is_missing() -> None:
    answer = start_with(
        TILLIT_MODE="production", TILLIT_LOG_LEVEL="LOUD", TILLIT_TRUSTED_PROXIES="-1"
    )
    assert answer.returncode == 78
    for name in ("TILLIT_LOG_LEVEL", "TILLIT_TRUSTED_PROXIES", "TILLIT_SECRET_KEY"):
        assert name in answer.stderr


def test_a_secret_is_never_printed() -> None:
    answer = start_with(**production(TILLIT_SECRET_KEY="much-too-short", TILLIT_LOG_LEVEL="LOUD"))
    assert answer.returncode == 78
    assert "much-too-short" not in answer.stdout + answer.stderr


@pytest.mark.parametrize(("length", "status"), [(1, 78), (39, 78), (40, 0)])
def test_a_short_secret_is_refused_in_production(length: int, status: int) -> None:
    answer = start_with(**production(TILLIT_SECRET_KEY="k" * length))
    assert answer.returncode == status
    assert ("TILLIT_SECRET_KEY must hold at least 40 characters" in answer.stderr) == bool(status)


def test_a_production_secret_is_never_made_up(tmp_path: Path) -> None:
    answer = start_with(**production(TILLIT_SECRET_KEY="", TILLIT_VAR=str(tmp_path)))
    assert answer.returncode == 78
    assert not list(tmp_path.iterdir())


def test_a_local_secret_is_made_once_and_only_for_us(tmp_path: Path) -> None:
    first = local_secret(tmp_path, "secret_key")
    assert local_secret(tmp_path, "secret_key") == first
    assert local_secret(tmp_path, "second_factor_keys") != first
    kept = tmp_path / "secrets"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()} == {0o600}


def test_processes_that_start_at_once_agree_on_a_secret(tmp_path: Path) -> None:
    with get_context("spawn").Pool(4) as pool:
        made = pool.starmap(local_secret, [(tmp_path, f"race-{n // 8}") for n in range(64)], 1)
    assert len(set(made)) == 8
    assert len(list((tmp_path / "secrets").iterdir())) == 8


def test_a_given_secret_wins_over_the_kept_one(tmp_path: Path) -> None:
    given = Environment(TILLIT_VAR=tmp_path, TILLIT_SECRET_KEY="given")  # type: ignore[call-arg]
    assert given.secret("secret_key") == "given"
    assert not list(tmp_path.iterdir())


def test_a_key_that_could_not_encrypt_is_a_fault() -> None:
    answer = start_with(**production(TILLIT_SECOND_FACTOR_KEYS="k" * 50))
    assert answer.returncode == 78
    assert "TILLIT_SECOND_FACTOR_KEYS" in answer.stderr
