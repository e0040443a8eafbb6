"""Makes message.json: a message under key material, docs/formats.md §1 and §2. Needs Python's cryptography."""

import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

material = bytes(range(32))
key_id = bytes.fromhex("6f9619ff8b864011b42d00c04fc964ff")
context = "header and encryption context".encode()
plaintext = "Schlüssel 密钥 🔑".encode()
salt = bytes(range(0x40, 0x58))

purpose_key = HKDF(SHA512(), 32, salt=None, info=b"airlock/v1/encrypt\0" + key_id).derive(material)
info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + salt + context
expanded = HKDFExpand(SHA512(), 76, info).derive(purpose_key)
key, base_nonce, commitment = expanded[:32], expanded[32:44], expanded[44:]
message = salt + commitment + AESGCM(key).encrypt(base_nonce, plaintext, None)

print(
    json.dumps(
        {
            "source": "docs/formats.md §1 and §2",
            "command": "python3 message.py > message.json",
            "material": material.hex(),
            "keyId": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
            "context": context.hex(),
            "plaintext": plaintext.hex(),
            "message": message.hex(),
        },
        indent="\t",
        ensure_ascii=False,
    )
)
