"""Files encrypted with age (age-encryption.org): for the keys of one or more receivers, read with one's own.

A receiver is a public key, ``age1...``, ``ssh-ed25519 ...`` or ``ssh-rsa ...``. An identity is the text of a key file: an age
identity (``AGE-SECRET-KEY-1...``, lines that begin with ``#`` are notes) or a private SSH key without a passphrase.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from spanveld.model.errors import N_, Refused, quoted, why

__all__ = [
    "check_identity",
    "decrypt",
    "decrypt_stream",
    "encrypt",
    "encrypt_stream",
    "new_identity",
    "recipients_of",
]

SSH_KEYS = ("ssh-ed25519 ", "ssh-rsa ")
SECRET = "AGE-SECRET-KEY-1"
LONGEST_KEY_FILE = 64 * 1024


def new_identity() -> tuple[str, str]:
    """A fresh pair of keys: the identity, to be kept secret, and the recipient, to be given away."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def check_identity(identity: str) -> None:
    """Refused where the text of a key file holds no secret key that can be used."""
    _identities(identity)


def encrypt(data: bytes, recipients: Sequence[str]) -> bytes:
    """Bytes that only the holders of these keys can read. Refused for a key that is none, and where there are none."""
    encrypted: bytes = pyrage.encrypt(data, _recipients(recipients))
    return encrypted


def decrypt(data: bytes, identity: str) -> bytes:
    """The bytes that were encrypted for the key of this identity. Refused for another key and for a damaged file."""
    found = _identities(identity)
    try:
        decrypted: bytes = pyrage.decrypt(data, found)
    except (pyrage.DecryptError, OSError) as error:
        raise _unreadable(error) from error
    return decrypted


def encrypt_stream(reader: BinaryIO, writer: BinaryIO, recipients: Sequence[str]) -> None:
    """The same of a file of any size, without holding it in memory."""
    pyrage.encrypt_io(reader, writer, _recipients(recipients))


def decrypt_stream(reader: BinaryIO, writer: BinaryIO, identity: str) -> None:
    """The same of a file of any size. What was written before a fault was found is not to be used."""
    found = _identities(identity)
    try:
        pyrage.decrypt_io(reader, writer, found)
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise _unreadable(error) from error


def recipients_of(given: str) -> list[str]:
    """The public keys that a person named: a key itself, or a file that holds some, one a line.

    Refused where it is neither, and for a file that holds a secret key.
    """
    if _is_key(given.strip()):
        return [given.strip()]
    path = Path(given)
    if not path.is_file():
        raise Refused(
            N_("{given} is no public key (age1..., ssh-ed25519 ... or ssh-rsa ...), and no file of that name exists."),
            given=quoted(given),
        )
    lines = [line.strip() for line in _key_text(path).splitlines()]
    if any(line.upper().startswith(SECRET) or "PRIVATE KEY" in line for line in lines):
        raise Refused(N_("{path} holds a secret key, which stays with its owner; ask for the public key."), path=path)
    keys = [line for line in lines if line and not line.startswith("#")]
    if not keys or not all(map(_is_key, keys)):
        raise Refused(N_("{path} holds no public key (age1..., ssh-ed25519 ... or ssh-rsa ...)."), path=path)
    return keys


def _is_key(text: str) -> bool:
    return text.startswith(("age1", *SSH_KEYS)) and "\n" not in text


def _key_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_KEY_FILE).decode("utf-8", "replace")
    except OSError as error:
        raise Refused(N_("{path} cannot be read: {reason}."), path=path, reason=why(error)) from error


def _recipients(keys: Sequence[str]) -> list[Any]:
    if not keys:
        raise Refused(N_("Name at least one public key to encrypt for."))
    return [_recipient(key.strip()) for key in keys]


def _recipient(key: str) -> Any:
    make: Callable[[str], Any]
    make = pyrage.ssh.Recipient.from_str if key.startswith(SSH_KEYS) else pyrage.x25519.Recipient.from_str
    try:
        return make(key)
    except pyrage.RecipientError as error:
        raise Refused(
            N_("{key} is no public key: write it whole, age1..., ssh-ed25519 ... or ssh-rsa ..."), key=quoted(key)
        ) from error


def _identities(text: str) -> list[Any]:
    try:
        if "PRIVATE KEY" in text:
            return [pyrage.ssh.Identity.from_buffer(text.encode())]
        lines = [line.strip() for line in text.splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line.upper().startswith(SECRET)]
    except pyrage.IdentityError as error:
        raise Refused(
            N_(
                "The key file cannot be used; an SSH key with a passphrase cannot be either: make one with 'spanveld key'."
            )
        ) from error
    if not found:
        raise Refused(N_("The key file holds no secret key (AGE-SECRET-KEY-1..., or a private SSH key)."))
    return found


def _unreadable(error: Exception) -> Refused:
    if "matching keys" in str(error).lower():
        return Refused(
            N_("This file was encrypted for another key; use the key that belongs to the public key you gave.")
        )
    return Refused(N_("This is no file encrypted with age, or it is damaged or cut off."))
