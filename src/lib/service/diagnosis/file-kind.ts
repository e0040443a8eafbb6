import { largestFileBytes, type FileReading } from '#lib/domain/reading/reading.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';

/**
 * What a file is that is neither an encrypted key nor a token.
 *
 * @param slot - where it was put
 * @returns undefined for bytes that may be either
 */
export function wrongKind(
	slot: 'EK' | 'TK',
	{ content, bytes, steps }: FileReading,
	expectedBytes: number
): ImportFinding | undefined {
	const forKey = slot === 'EK';
	const wanted = forKey ? 'ENCRYPTED_KEY' : 'IMPORT_TOKEN';
	if (steps[0]?.step === 'ZIP' && content.kind !== wanted) return { id: `${slot}-ARCHIVE` };
	switch (content.kind) {
		case 'EMPTY':
			return { id: `${slot}-EMPTY` };
		case 'KEY_MATERIAL':
			return forKey ? { id: 'EK-PLAIN', bytes: bytes.length, expectedBytes } : { id: 'TK-PLAIN' };
		case 'PRIVATE_KEY':
		case 'PKCS_12':
			return { id: `${slot}-PEMPRIV` };
		case 'PUBLIC_KEY':
			return { id: `${slot}-PUB` };
		case 'CLOUD_TOKEN':
			return { id: `${slot}-CLOUD`, cloud: content.cloud };
		case 'CONTAINER':
			return { id: `${slot}-CONTAINER`, container: content.form };
		case 'AGE_FILE':
			return { id: `${slot}-COPY` };
		case 'IMPORT_TOKEN':
			return forKey ? { id: 'EK-TOKEN' } : undefined;
		case 'ENCRYPTED_KEY':
			return forKey ? undefined : { id: 'TK-EK' };
		default:
			return undefined;
	}
}

/** @returns a finding for what is not even read */
export function unread(slot: 'EK' | 'TK', file: Uint8Array): ImportFinding | undefined {
	if (file.length === 0) return { id: `${slot}-EMPTY` };
	if (file.length > largestFileBytes) return { id: `${slot}-BIG`, bytes: file.length };
	return undefined;
}
