"""A security key in software: registers, and signs what it is asked to (WebAuthn, ES256)."""

import json
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.models import User

ORIGIN, RELYING_PARTY = "http://localhost:8000", b"localhost"
PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Passkey:
    """One person's key."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.id = token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def register(self) -> Authenticator:
        """Enrol it, as if the ceremony had been gone through."""
        flags = PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT
        public = ES256.from_cryptography_key(self._key.public_key())
        described = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(sha256(RELYING_PARTY).digest(), flags, 0, described)
        attested = AttestationObject.create("none", data, {})
        response = {
            "clientDataJSON": websafe_encode(self._client_data("webauthn.create", "")),
            "attestationObject": websafe_encode(bytes(attested)),
        }
        credential = self._named(response) | {"clientExtensionResults": {"credProps": {"rk": True}}}
        kind = Authenticator.Type.WEBAUTHN
        data_kept = {"name": "Nyckel", "credential": credential}
        return Authenticator.objects.create(user=self.user, type=kind, data=data_kept)

    def answer(self, options: dict[str, Any]) -> dict[str, Any]:
        """What a browser sends for the options it was given."""
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        rp_hash = sha256(RELYING_PARTY).digest()
        data = bytes(AuthenticatorData.create(rp_hash, PRESENT_AND_VERIFIED, 1))
        signed = data + sha256(client_data).digest()
        response = {
            "clientDataJSON": websafe_encode(client_data),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self._key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": websafe_encode(user_handle(self.user)),
        }
        return self._named(response)

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN}).encode()

    def _named(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}


def user_handle(user: User) -> bytes:
    """How allauth names a person to their key."""
    from allauth.account.utils import user_pk_to_url_str

    return str(user_pk_to_url_str(user)).encode()
