import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WrapMethod } from '#lib/domain/wrap-capacity.ts';
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
