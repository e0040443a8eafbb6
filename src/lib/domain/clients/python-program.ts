import { defaultCommandFiles as files } from './wrapping-command.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from '../import/wrapping.ts';

/** With pyca/cryptography 3.1 or later: OAEP with any pair of hashes, and AES key wrap with padding (RFC 5649). */
export function pythonProgram(algorithm: WrappingAlgorithm): string {
	const hash = oaepHash(algorithm) === 'SHA-1' ? 'SHA1' : 'SHA256';
	const hybrid = isHybrid(algorithm);
	return [
		...(hybrid ? ['import secrets'] : []),
		'from pathlib import Path',
		'',
		'from cryptography.hazmat.primitives import hashes, serialization',
		'from cryptography.hazmat.primitives.asymmetric import padding',
		...(hybrid
			? ['from cryptography.hazmat.primitives.keywrap import aes_key_wrap_with_padding']
			: []),
		'',
		`public_key = serialization.load_der_public_key(Path("${files.publicKey}").read_bytes())`,
		`key_material = Path("${files.keyMaterial}").read_bytes()`,
		'if len(key_material) != 32:',
		`    raise SystemExit(f"${files.keyMaterial} has {len(key_material)} bytes; 32 are needed.")`,
		'# The hash is named twice: for OAEP and for its mask function, MGF1.',
		`oaep = padding.OAEP(mgf=padding.MGF1(hashes.${hash}()), algorithm=hashes.${hash}(), label=None)`,
		...(hybrid
			? [
					'aes_key = secrets.token_bytes(32)',
					'encrypted = public_key.encrypt(aes_key, oaep)',
					'encrypted += aes_key_wrap_with_padding(aes_key, key_material)'
				]
			: ['encrypted = public_key.encrypt(key_material, oaep)']),
		`Path("${files.encryptedKey}").write_bytes(encrypted)`
	].join('\n');
}
