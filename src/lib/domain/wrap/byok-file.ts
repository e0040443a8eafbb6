import { toBase64, utf8, type Bytes } from '../bytes.ts';

/**
 * Azure's key transfer file: JSON with schema_version 1.0.0 (Azure Key Vault, “Bring your own key specification”).
 * `ciphertext` is Base64 URL of RSA-OAEP-SHA-1(AES key) || KWP(target key), without padding; PKCS #11 calls that
 * CKM_RSA_AES_KEY_WRAP.
 *
 * @param kid - identifier of the key exchange key: `https://<vault>.vault.azure.net/keys/<name>/<version>`
 */
export function encodeByokFile(kid: string, wrapped: Uint8Array): Bytes {
	const file = {
		schema_version: '1.0.0',
		header: { kid, alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' },
		ciphertext: toBase64(wrapped).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
		generator: 'Airlock'
	};
	return utf8(JSON.stringify(file, null, '\t') + '\n');
}

/** Key Vault and Managed HSM, in any of Azure's clouds: the host, the name and the version, 32 hex digits. */
const keyIdentifier =
	/^https:\/\/[a-z\d-]{1,127}\.(?:vault|managedhsm)\.[a-z.-]{1,100}\/keys\/[\da-z-]{1,127}(?:\/[\da-f]{32})?$/i;

/** @returns whether this names a key exchange key; the version may be left out */
export function isKeyIdentifier(text: string): boolean {
	return keyIdentifier.test(text);
}
