"""Keys for each purpose, derived from the one secret so that none can stand in for another."""

import hashlib
import hmac
from functools import lru_cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=64)
def derived(label: str, secret: str, length: int = 32) -> bytes:
    """Key of `length` bytes for one purpose (HKDF-SHA256, RFC 5869); `label` names the purpose."""
    hkdf = HKDF(
        algorithm=hashes.SHA256(), length=length, salt=None, info=f"tillit {label}".encode()
    )
    return hkdf.derive(secret.encode())


def mac(label: str, message: str) -> bytes:
    """HMAC-SHA256 of `message` under the purpose's key: 32 bytes nobody without the secret gets."""
    key = derived(label, settings.SECRET_KEY)
    return hmac.digest(key, message.encode("utf-8", "surrogatepass"), hashlib.sha256)
