"""Passwords rest as Argon2id with the parameters chosen."""

from argon2 import Type, extract_parameters

from accounts.hashers import Argon2


def test_a_password_is_argon2id_with_32_mib_three_passes_and_one_lane() -> None:
    encoded = Argon2().encode("rätt häst batteri", "saltsaltsalt")
    used = extract_parameters(encoded.removeprefix("argon2"))
    assert (used.type, used.memory_cost) == (Type.ID, 32 * 1024)
    assert (used.time_cost, used.parallelism) == (3, 1)


def test_it_verifies_the_right_password_only() -> None:
    hasher = Argon2()
    encoded = hasher.encode("rätt häst batteri", hasher.salt())
    assert hasher.verify("rätt häst batteri", encoded)
    assert not hasher.verify("fel häst batteri", encoded)


def test_the_projects_settings_name_it_alone() -> None:
    from config import settings

    assert settings.PASSWORD_HASHERS == ["accounts.hashers.Argon2"]
