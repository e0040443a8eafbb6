import { fromBase64, toHex } from '#lib/domain/bytes.ts';
import {
	encryptedSize,
	possibleFileBytes,
	usualWrappedBytes
} from '#lib/domain/import/encrypted-key-size.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import { parseImportToken } from '#lib/domain/import/import-token.ts';
import { isHybrid, oaepHash } from '#lib/domain/import/wrapping.ts';
import { isBeyondRepair } from '#lib/domain/reading/file-repair.ts';
import type { FileReading } from '#lib/domain/reading/reading.ts';
import { expectedBytes, type LiveParameters } from './expected-bytes.ts';

/** What the length of a file says that nothing opens. */
export function unopenedFindings(
	reading: FileReading,
	live: LiveParameters,
	sets: number
): ImportFinding[] {
	const { bytes: file } = reading;
	const { wrappingAlgorithm, wrappingKeySpec: expected } = live;
	const length = { bytes: file.length, expectedBytes: expectedBytes(live) };
	if (isBeyondRepair(file) || reading.steps.at(-1)?.step === 'UTF_16') return [{ id: 'EK-LOST' }];
	const fingerprint = toHex(parseImportToken(fromBase64(live.importToken)).publicKeyHash);
	const nope = { id: 'EK-NOPE', fingerprint, sets } as const;
	if (possibleFileBytes(live).includes(file.length)) return [nope];
	const size = encryptedSize(file.length, live);
	if (size && size.wrappingKeySpec !== expected)
		return [{ id: 'EK-RSA', ...length, found: size.wrappingKeySpec, expected }];
	if (size && !size.hybrid) return [nope, { id: 'EK-HALF', holds: 'UNOPENED' }];
	if (size)
		return [
			nope,
			{
				id: 'EK-OTHERALG',
				found: `RSA_AES_KEY_WRAP_${oaepHash(wrappingAlgorithm) === 'SHA-1' ? 'SHA_1' : 'SHA_256'}`,
				expected: wrappingAlgorithm
			}
		];
	if (isHybrid(wrappingAlgorithm) && file.length === usualWrappedBytes(live.keySpec))
		return [{ id: 'EK-SECONDHALF' }];
	return [{ id: file.length < length.expectedBytes ? 'EK-CUT' : 'EK-LEN', ...length }];
}
