import { execFileSync } from 'node:child_process';
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrapMethod } from '#lib/domain/wrap/wrap-capacity.ts';
import { rsaPair } from './rsa-keys.ts';

/** Runs `work` in a folder of its own, with OpenSSL at hand. */
function inFolder<Result>(
	work: (openssl: (...args: string[]) => void, path: (name: string) => string) => Result
): Result {
	const folder = mkdtempSync(join(tmpdir(), 'airlock-unwrap-'));
	try {
		return work(
			(...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }),
			(name) => join(folder, name)
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/**
 * What the OpenSSL command line finds in a wrapped key, with the private half of {@link rsaPair}: as a service would.
 *
 * @throws when it does not open
 */
export function unwrapWithOpenssl(
	method: WrapMethod,
	modulusBits: number,
	wrapped: Uint8Array
): Uint8Array {
	return inFolder((openssl, path) => {
		const hash = method.endsWith('SHA_1') ? 'sha1' : 'sha256';
		const padding =
			method === 'RSAES_PKCS1_V1_5'
				? ['rsa_padding_mode:pkcs1']
				: ['rsa_padding_mode:oaep', `rsa_oaep_md:${hash}`, `rsa_mgf1_md:${hash}`];
		const rsa = rsaPair(modulusBits).privateKey.export({ format: 'pem', type: 'pkcs8' });
		writeFileSync(path('rsa.pem'), rsa);
		writeFileSync(path('block'), wrapped.subarray(0, modulusBits / 8));
		openssl(
			...['pkeyutl', '-decrypt', '-inkey', 'rsa.pem', '-in', 'block', '-out', 'opened'],
			...padding.flatMap((option) => ['-pkeyopt', option])
		);
		const opened = readFileSync(path('opened'));
		if (!method.startsWith('RSA_AES')) {
			if (wrapped.length !== modulusBits / 8) throw new Error('more than one RSA block');
			return Uint8Array.from(opened);
		}
		writeFileSync(path('rest'), wrapped.subarray(modulusBits / 8));
		openssl(
			...['enc', '-d', '-id-aes256-wrap-pad', '-K', opened.toString('hex')],
			...['-iv', 'A65959A6', '-in', 'rest', '-out', 'material']
		);
		return Uint8Array.from(readFileSync(path('material')));
	});
}

/**
 * The same by the OpenSSL library that is in Node, which starts no program: for many wrapped keys.
 *
 * @throws when it does not open
 */
export function unwrapInNode(
	method: WrapMethod,
	modulusBits: number,
	wrapped: Uint8Array
): Uint8Array {
	const block = wrapped.subarray(0, modulusBits / 8);
	const rest = wrapped.subarray(modulusBits / 8);
	const key = rsaPair(modulusBits).privateKey;
	if (method === 'RSAES_PKCS1_V1_5') {
		if (rest.length > 0) throw new Error('more than one RSA block');
		return withoutPkcs1(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, block));
	}
	const oaepHash = method.endsWith('SHA_1') ? 'sha1' : 'sha256';
	const padding = constants.RSA_PKCS1_OAEP_PADDING;
	const opened = privateDecrypt({ key, padding, oaepHash }, block);
	if (!method.startsWith('RSA_AES')) {
		if (rest.length > 0) throw new Error('more than one RSA block');
		return Uint8Array.from(opened);
	}
	const aes = createDecipheriv('id-aes256-wrap-pad', opened, Buffer.from('a65959a6', 'hex'));
	return Uint8Array.from(Buffer.concat([aes.update(rest), aes.final()]));
}

/** Node decrypts PKCS #1 v1.5 no more: RFC 8017 §7.2.2, 00 || 02 || 8 or more that are not zero || 00 || M. */
function withoutPkcs1(encoded: Uint8Array): Uint8Array {
	const separator = encoded.indexOf(0, 2);
	if (encoded[0] !== 0 || encoded[1] !== 2 || separator < 10) throw new Error('no PKCS #1 v1.5');
	return Uint8Array.from(encoded.subarray(separator + 1));
}
