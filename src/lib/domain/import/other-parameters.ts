import type { ImportFinding } from './import-finding.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from './wrapping.ts';

/**
 * For a user whose program can't do what the parameters ask for: the algorithm nearest to what the program did, which
 * is in reach of most that make such a file.
 *
 * @param live - the algorithm of the parameters in use
 * @returns undefined where no other algorithm would help
 */
export function algorithmInReach(
	finding: ImportFinding,
	live: WrappingAlgorithm
): WrappingAlgorithm | undefined {
	const sha1 = oaepHash(live) === 'SHA-1';
	const withHash = (hash: 'SHA_1' | 'SHA_256') =>
		isHybrid(live) ? (`RSA_AES_KEY_WRAP_${hash}` as const) : (`RSAES_OAEP_${hash}` as const);
	switch (finding.id) {
		// Programs that know OAEP in one form know it with SHA-1.
		case 'EK-SHA1':
		case 'EK-MGF1':
		case 'EK-PKCS1':
			return sha1 ? undefined : withHash('SHA_1');
		case 'EK-HASH':
			return sha1 || finding.found === finding.mask ? undefined : withHash('SHA_1');
		case 'EK-SHA256':
			return withHash('SHA_256');
		// No AES key wrap with padding: one RSA block needs none.
		case 'EK-KW':
		case 'EK-KWPKCS7':
		case 'EK-AESMODE':
		case 'EK-WRAPIV':
		case 'EK-SECOND':
			return sha1 ? 'RSAES_OAEP_SHA_1' : 'RSAES_OAEP_SHA_256';
		default:
			return undefined;
	}
}
