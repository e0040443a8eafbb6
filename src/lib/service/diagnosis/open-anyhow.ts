import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { possibleRepairs, repaired, type FileRepair } from '#lib/domain/reading/file-repair.ts';
import { modulusBytes } from '#lib/domain/import/wrapping.ts';
import { expectedFileBytes, usualWrappedBytes } from '#lib/domain/import/encrypted-key-size.ts';
import { unwrapAnyhow, type Unwrapped } from '#lib/crypto/unwrap-anyhow.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { openCandidate, type WrappingKeyCandidate } from './wrapping-keys.ts';

/** A file under one of the vault's wrapping keys. */
export interface OpenedFile extends Unwrapped {
	candidate: WrappingKeyCandidate;
	/** what had to be undone first; null for a file that is whole */
	repair: FileRepair | null;
	/** the length of the file as it was brought */
	bytes: number;
	/** the file without any repair, where its RSA block opens then, and something follows that does not */
	asTwoParts?: OpenedFile;
}

/** What is longer is no encrypted key under any padding, so none is tried. */
const longestEncryptedKey = 16 * 1024;

/**
 * Opens a file as it is under any of the candidates, else after any repair under those of its own CMK.
 *
 * @returns the first that opens whole, else the first whose RSA block opens; the caller wipes its `material`
 */
export async function openAnyhow(
	vault: OpenVault,
	candidates: readonly WrappingKeyCandidate[],
	file: Bytes
): Promise<OpenedFile | undefined> {
	if (file.length > longestEncryptedKey) return undefined;
	const asItIs = candidates.map((candidate) => ({ candidate, repairs: [null] }));
	const repaired = candidates
		.filter(({ relation }) => relation !== 'OTHER_KEY')
		.map((candidate) => ({
			candidate,
			repairs: [...movedParts(file, candidate), ...possibleRepairs(file, [lengthUnder(candidate)])]
		}));
	let firstPart: OpenedFile | undefined;
	for (const { candidate, repairs } of [...asItIs, ...repaired]) {
		const opened = await openWith(vault, candidate, file, repairs);
		if (opened?.material) return firstPart ? { ...opened, asTwoParts: firstPart } : opened;
		firstPart ??= opened;
	}
	return firstPart;
}

const lengthUnder = ({ cmk: { keySpec }, set }: WrappingKeyCandidate) =>
	expectedFileBytes({ ...set, keySpec });

/**
 * Two parts that were joined the wrong way round, the wrapped key material and the RSA block behind it; an RSA block
 * with its last byte first.
 */
function movedParts(file: Bytes, { cmk: { keySpec }, set }: WrappingKeyCandidate): FileRepair[] {
	const { wrappingKeySpec } = set;
	const bytes = modulusBytes(wrappingKeySpec);
	const at = file.length - bytes;
	const isTwo = at === usualWrappedBytes(keySpec);
	return [
		...(isTwo ? [{ kind: 'PARTS_SWAPPED' as const, at }] : []),
		...(isTwo || at === 0 ? [{ kind: 'BLOCK_REVERSED' as const, bytes }] : [])
	];
}

async function openWith(
	vault: OpenVault,
	candidate: WrappingKeyCandidate,
	file: Bytes,
	repairs: readonly (FileRepair | null)[]
): Promise<OpenedFile | undefined> {
	if (repairs.length === 0) return undefined;
	const privateKey = await openCandidate(vault, candidate);
	if (!privateKey) return undefined;
	let firstPart: OpenedFile | undefined;
	for (const repair of repairs) {
		const whole = repair ? repaired(file, repair) : file;
		const unwrapped = await unwrapAnyhow(privateKey, whole);
		if (repair) wipe(whole);
		const opened = unwrapped && { ...unwrapped, candidate, repair, bytes: file.length };
		if (opened?.material) return opened;
		// A repair that leaves the second part closed has repaired nothing.
		if (!repair) firstPart ??= opened;
	}
	return firstPart;
}
