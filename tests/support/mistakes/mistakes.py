"""What people's Python writes where it should be RSAES_OAEP_SHA_256, or RSA_AES_KEY_WRAP_SHA_256 (hybrid-)."""

import base64
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives import padding as block_padding
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap, aes_key_wrap_with_padding

public_key = serialization.load_der_public_key(Path("PublicKey.der").read_bytes())
material = Path("KeyMaterial.bin").read_bytes()


def oaep(mask, hash, label=None):
    return padding.OAEP(mgf=padding.MGF1(mask), algorithm=hash, label=label)


def write(name, content):
    Path(name).write_bytes(content)


right = oaep(hashes.SHA256(), hashes.SHA256())
write("sha1", public_key.encrypt(material, oaep(hashes.SHA1(), hashes.SHA1())))
write("mgf1", public_key.encrypt(material, oaep(hashes.SHA1(), hashes.SHA256())))
write("sha512", public_key.encrypt(material, oaep(hashes.SHA512(), hashes.SHA512())))
write("label", public_key.encrypt(material, oaep(hashes.SHA256(), hashes.SHA256(), b"key")))
write("pkcs1", public_key.encrypt(material, padding.PKCS1v15()))
write("hex", public_key.encrypt(material.hex().encode(), right))

aes_key = secrets.token_bytes(32)
first = public_key.encrypt(aes_key, right)
write("hybrid-kw", first + aes_key_wrap(aes_key, material))
write("hybrid-half", first)
write(
    "hybrid-text",
    public_key.encrypt(base64.b64encode(aes_key), right)
    + aes_key_wrap_with_padding(aes_key, material),
)
padder = block_padding.PKCS7(128).padder()
padded = padder.update(material) + padder.finalize()
iv = os.urandom(16)
cbc = Cipher(algorithms.AES(aes_key), modes.CBC(iv)).encryptor()
encrypted = cbc.update(padded) + cbc.finalize()
write("hybrid-cbc", first + encrypted)
write("hybrid-cbc-iv", first + iv + encrypted)
nonce = os.urandom(12)
write("hybrid-gcm", first + nonce + AESGCM(aes_key).encrypt(nonce, material, None))
write("hybrid-swapped", aes_key_wrap_with_padding(aes_key, material) + first)
