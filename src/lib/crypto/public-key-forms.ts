/** The forms in which people hand out a public key, made from its SubjectPublicKeyInfo. */
import {
	concat,
	lengthPrefixed,
	toBase64,
	toHex,
	utf8,
	fromBase64,
	type Bytes
} from '#lib/domain/bytes.ts';
import type { CmkSpec } from '#lib/domain/key/kinds.ts';
import { toBase64Url } from '#lib/domain/key/jws.ts';
import { sshNumber } from '#lib/domain/key/ssh-signature.ts';
import { toPem } from '#lib/domain/pem.ts';
import { sha256 } from './sha256.ts';

/** A public key in the forms that stock tools read. */
export interface PublicKeyForms {
	/** SubjectPublicKeyInfo, RFC 7468 §13 */
	pem: string;
	/** SHA-256 of the SubjectPublicKeyInfo, hex */
	fingerprint: string;
	/** undefined for ML-DSA, for which JOSE and OpenSSH have no form yet, and where the browser does not know the kind */
	others: OtherForms | undefined;
}

interface OtherForms {
	/** RFC 7517, only the members that make the key: RFC 7518 §6, RFC 8037 §2 */
	jwk: Readonly<Record<string, string>>;
	/** RFC 7638, SHA-256, Base64url */
	thumbprint: string;
	/** a line as in `authorized_keys`, without a comment */
	openSsh: string;
	/** SHA-256 as `ssh-keygen -l` shows it */
	openSshFingerprint: string;
}

const curves = {
	ECC_NIST_P256: ['P-256', 'nistp256'],
	ECC_NIST_P384: ['P-384', 'nistp384'],
	ECC_NIST_P521: ['P-521', 'nistp521']
} as const;

/** @param spki - SubjectPublicKeyInfo, DER, of a CMK */
export async function publicKeyForms(spki: Bytes, keySpec: CmkSpec): Promise<PublicKeyForms> {
	const pem = toPem('PUBLIC KEY', spki);
	const fingerprint = toHex(await sha256(spki));
	return { pem, fingerprint, others: await otherForms(spki, keySpec) };
}

async function otherForms(spki: Bytes, keySpec: CmkSpec): Promise<OtherForms | undefined> {
	const parts = await takenApart(spki, keySpec).catch((error: unknown) => {
		if (error instanceof DOMException) return undefined; // the browser does not know this kind
		throw error;
	});
	if (!parts) return undefined;
	const { jwk, ssh } = parts;
	// RFC 7638 §3: the members in the order of their names, without spaces.
	const canonical = JSON.stringify(
		Object.fromEntries(Object.entries(jwk).sort(([a], [b]) => (a < b ? -1 : 1)))
	);
	const blob = lengthPrefixed(...ssh);
	return {
		jwk,
		openSsh: `${new TextDecoder().decode(ssh[0])} ${toBase64(blob)}`,
		openSshFingerprint: `SHA256:${toBase64(await sha256(blob)).replace(/=+$/, '')}`,
		thumbprint: toBase64Url(await sha256(utf8(canonical)))
	};
}

/** @returns the JWK, and the fields of the OpenSSH form, the key's type first */
async function takenApart(
	spki: Bytes,
	keySpec: CmkSpec
): Promise<{ jwk: Record<string, string>; ssh: Bytes[] } | undefined> {
	switch (keySpec) {
		case 'RSA_2048':
		case 'RSA_3072':
		case 'RSA_4096': {
			const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
			const { n = '', e = '' } = await exported(spki, rsa);
			// RFC 4253 §6.6
			return {
				jwk: { kty: 'RSA', n, e },
				ssh: [utf8('ssh-rsa'), sshNumber(fromBase64Url(e)), sshNumber(fromBase64Url(n))]
			};
		}
		case 'ECC_NIST_P256':
		case 'ECC_NIST_P384':
		case 'ECC_NIST_P521': {
			const [crv, name] = curves[keySpec];
			const { x = '', y = '' } = await exported(spki, { name: 'ECDSA', namedCurve: crv });
			const point = concat(Uint8Array.of(4), fromBase64Url(x), fromBase64Url(y));
			// RFC 5656 §3.1
			const ssh = [utf8(`ecdsa-sha2-${name}`), utf8(name), point];
			return { jwk: { kty: 'EC', crv, x, y }, ssh };
		}
		case 'ECC_NIST_EDWARDS25519': {
			const { x = '' } = await exported(spki, { name: 'Ed25519' });
			// RFC 8709 §4
			const ssh = [utf8('ssh-ed25519'), fromBase64Url(x)];
			return { jwk: { kty: 'OKP', crv: 'Ed25519', x }, ssh };
		}
		default:
			return undefined;
	}
}

async function exported(
	spki: Bytes,
	algorithm: RsaHashedImportParams | EcKeyImportParams | { name: string }
): Promise<JsonWebKey> {
	const key = await crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);
	return crypto.subtle.exportKey('jwk', key);
}

const fromBase64Url = (text: string): Bytes => {
	const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
	return fromBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
};
