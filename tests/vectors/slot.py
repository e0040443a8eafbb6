"""Makes slot.json: a slot as docs/formats.md §5 describes it. Needs Python's cryptography, 48.0.0 or later."""

import json
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def length_prefixed(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def u32(value):
    return value.to_bytes(4, "big")


vault_id = bytes(range(0x10, 0x20))
slot_id = bytes.fromhex("6f9619ff8b864011b42d00c04fc964ff")
passphrase = "correct horse battery staple".encode()
root_key = bytes(range(0x80, 0xA0))
memory_kib, passes, lanes, salt = 64, 2, 1, bytes(range(32))
nonce = bytes(range(0x30, 0x3C))

secret = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory_kib).derive(passphrase)


def expand(info):
    return HKDF(SHA256(), 32, salt=slot_id, info=info).derive(secret)


kdf = length_prefixed(b"argon2id", u32(memory_kib), u32(passes), u32(lanes), salt)
aad = length_prefixed(b"airlock/1/slot", vault_id, slot_id, b"passphrase", kdf)
commitment = expand(b"airlock/1/slot/commitment")
sealed = nonce + AESGCM(expand(b"airlock/1/slot/key")).encrypt(nonce, root_key, aad)
canonical = length_prefixed(slot_id, b"passphrase", kdf, commitment, sealed)

print(
    json.dumps(
        {
            "source": "docs/formats.md §5",
            "command": "python3 slot.py > slot.json",
            "vaultId": vault_id.hex(),
            "passphrase": passphrase.decode(),
            "rootKey": root_key.hex(),
            "slotId": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
            "memoryKiB": memory_kib,
            "passes": passes,
            "lanes": lanes,
            "salt": salt.hex(),
            "commitment": commitment.hex(),
            "sealedRootKey": sealed.hex(),
            "canonical": canonical.hex(),
            "checksum": sha256(canonical).hexdigest(),
        },
        indent="\t",
        ensure_ascii=False,
    )
)
