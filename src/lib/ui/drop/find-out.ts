import { isKmsError } from '#lib/domain/errors.ts';
import { keyMaterialBytes } from '#lib/domain/key/cmk.ts';
import { weakness } from '#lib/domain/key/key-material.ts';
import { beginsLikeMessage } from '#lib/domain/message/header.ts';
import { largestFileBytes, wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import { vaultFileExtension } from '#lib/domain/vault/vault-file.ts';
import type { Handle } from '#lib/service/api.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import type { OneReading, ReadingOutcome } from '../engine/one-reading.svelte.ts';
import { bytesOfFile } from '../platform/read-file.ts';
import { isSignatureName, type Found } from './found.ts';

/** Of more files than this, only their number is said. */
export const mostLookedInto = 12;
/** Of more keys than this the others are found by their own pages. */
const mostKeys = 1000;

/** @returns the keys of the vault, as far as a list of them makes sense */
export const keysOf = async (handle: Handle): Promise<readonly KeyMetadata[]> =>
	(await handle('ListKeys', { Limit: mostKeys })).Keys;

/**
 * Finds out what files are, beside the page's thread; what they hold is wiped.
 *
 * @returns undefined when something else was looked into meanwhile
 */
export async function findOut(
	files: readonly File[],
	reading: OneReading,
	handle: Handle
): Promise<Found[] | undefined> {
	const told = await Promise.all(files.map(toldAtOnce));
	const toRead = files.filter((_, index) => told[index] === undefined);
	const outcomes = await reading.files(toRead, ({ name }) => ({ name }));
	if (!outcomes) return undefined;
	const found: Found[] = [];
	for (const [index, file] of files.entries()) {
		const is = told[index];
		const outcome = is ? undefined : outcomes[toRead.indexOf(file)];
		const base = { name: file.name, fileBytes: file.size, contents: [] };
		if (is) found.push({ ...base, is });
		else if (outcome) found.push({ ...base, ...(await ofOutcome(outcome, handle)) });
	}
	return found;
}

/** The same of a text, which may be key material. @param text - UTF-8, moved */
export async function findOutText(
	name: string,
	text: Uint8Array<ArrayBuffer>,
	reading: OneReading,
	handle: Handle
): Promise<Found[] | undefined> {
	const base = { name, fileBytes: text.length, contents: [] };
	const outcome = await reading.bytes(text);
	return outcome && [{ ...base, ...(await ofOutcome(outcome, handle)) }];
}

/** @returns what shows without reading the whole file; undefined where it must be read */
async function toldAtOnce(file: File): Promise<Found['is'] | undefined> {
	if (file.name.endsWith(vaultFileExtension)) return 'VAULT_FILE';
	if (isSignatureName(file.name)) return 'SIGNATURE';
	const start = await bytesOfFile(file.slice(0, 3)).catch(() => new Uint8Array());
	if (beginsLikeMessage(start)) return 'ENCRYPTED_FILE';
	return file.size > largestFileBytes ? 'LARGE' : undefined;
}

async function ofOutcome(
	outcome: ReadingOutcome,
	handle: Handle
): Promise<Pick<Found, 'is' | 'contents' | 'owner' | 'refusal' | 'looksLikeText'>> {
	if (outcome.refusal) return { is: 'REFUSED', contents: [], refusal: outcome.refusal };
	const { readings } = outcome;
	try {
		const contents = readings.map(({ content }) => content);
		const looksLikeText = readings.some(
			({ content, bytes }) =>
				content.kind === 'KEY_MATERIAL' && weakness(bytes) === 'PRINTABLE_TEXT'
		);
		const owner = await ownerOf(readings, handle);
		return {
			is: 'READ',
			contents,
			...(owner !== undefined && { owner }),
			...(looksLikeText && { looksLikeText })
		};
	} finally {
		wipeReadings(readings);
	}
}

/** @returns the key that a token or a ciphertext names, or whose key material is read; null if it isn't here */
async function ownerOf(
	readings: readonly FileReading[],
	handle: Handle
): Promise<KeyMetadata | null | undefined> {
	for (const { content, bytes } of readings) {
		const keyId =
			content.kind === 'IMPORT_TOKEN'
				? content.token?.keyId
				: content.kind === 'CIPHERTEXT_BLOB'
					? content.keyId
					: undefined;
		if (keyId !== undefined) return describedKey(keyId, handle);
		if (content.kind === 'KEY_MATERIAL' && bytes.length === keyMaterialBytes) {
			const owner = await ownerOfMaterial(bytes.slice(), handle);
			if (owner) return owner;
		}
	}
	return undefined;
}

async function describedKey(KeyId: string, handle: Handle): Promise<KeyMetadata | null> {
	try {
		return (await handle('DescribeKey', { KeyId })).KeyMetadata;
	} catch (error) {
		if (isKmsError(error, 'NotFound')) return null;
		throw error;
	}
}

/** @param KeyMaterial - moved to the engine, which wipes it */
async function ownerOfMaterial(
	KeyMaterial: Uint8Array<ArrayBuffer>,
	handle: Handle
): Promise<KeyMetadata | undefined> {
	try {
		const { KeyCheckValue } = await handle('InspectKeyMaterial', { KeyMaterial });
		const keys = await keysOf(handle);
		return keys.find((key) => key.KeyCheckValue?.sha256Prefix === KeyCheckValue.sha256Prefix);
	} catch (error) {
		// It is no key material that could be imported.
		if (isKmsError(error, 'InvalidKeyMaterialLength') || isKmsError(error, 'WeakKeyMaterial'))
			return undefined;
		throw error;
	}
}
