/** FindKeyMaterial. */
import { equalBytes, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { CandidateFinding } from '#lib/domain/import/candidate-finding.ts';
import { keyMaterialBytes, type Cmk } from '#lib/domain/key/cmk.ts';
import { isKmsError, KmsError } from '#lib/domain/errors.ts';
import {
	keyCombinations,
	longestCombined,
	mostTogether
} from '#lib/domain/reading/key-combinations.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { largestFileBytes, wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import {
	fromRecoveryTexts,
	recoveryTextsIn,
	setOfShares,
	type RecoverySource
} from '../handouts/recovery-texts.ts';
import {
	heldMaterial,
	isBoundTo,
	otherOwner,
	type HeldMaterial
} from '../diagnosis/held-material.ts';
import { shownCheckValue } from './arrived-material.ts';
import { openAnyhow } from '../diagnosis/open-anyhow.ts';
import { wrappingKeyCandidates } from '../diagnosis/wrapping-keys.ts';

/**
 * Says whether a file holds the key material that a CMK is bound to, in whatever encoding. It reads only, and keeps
 * nothing of the file, which is wiped.
 */
export const findKeyMaterial: OperationFunction<'FindKeyMaterial'> = async (
	context,
	{ KeyId, File: file }
) => {
	try {
		return await context.read(async (moment) => {
			const cmk = moment.vault.cmk(KeyId);
			if (cmk.keySpec !== 'AES_256')
				throw new KmsError('InvalidParameter', { parameter: 'KeyId', rule: 'AES_256_ONLY' });
			if (cmk.boundCheckValue === null)
				throw new KmsError('InvalidParameter', { parameter: 'KeyId', rule: 'BOUND_KEY' });
			return { Finding: await findIn(moment, cmk, file, () => context.pause()) };
		});
	} finally {
		wipe(file);
	}
};

async function findIn(
	moment: Moment,
	cmk: Cmk,
	file: Bytes,
	pause: () => Promise<void>
): Promise<CandidateFinding> {
	if (file.length === 0) return { is: 'EMPTY' };
	if (file.length > largestFileBytes) return { is: 'TOO_LARGE' };
	const readings: FileReading[] = [];
	try {
		// As it says what it is, and in the other ways that its bytes allow.
		for (const as of ['AUTOMATIC', 'BINARY', 'HEX', 'BASE64'] as const) {
			await pause();
			readings.push(
				...readFile(file, { expectedLengths: [keyMaterialBytes], as, everyValue: true })
			);
		}
		const candidates: Candidate[] = [
			...readings.flatMap(({ bytes, steps }) => candidatesIn(bytes, steps)),
			...wordsOf(file).flatMap((word) =>
				candidatesIn(word, []).map((found) => ({ ...found, form: 'IN_TEXT' as const }))
			)
		];
		try {
			const looks = [
				() => amongPlain(moment, cmk, candidates),
				() =>
					inParts(moment, cmk, [
						...readings.map(({ bytes }) => bytes),
						...candidates.map(({ material }) => material)
					]),
				() => inShares(moment, cmk, file),
				() => containerIn(readings),
				() => otherMaterial(candidates),
				() => amongEncrypted(moment, cmk, readings)
			];
			for (const look of looks) {
				await pause();
				const finding = await look();
				if (finding) return finding;
			}
			return kindOf(readings);
		} finally {
			wipe(...candidates.map(({ material }) => material));
		}
	} finally {
		wipeReadings(readings);
	}
}

interface Candidate extends Pick<HeldMaterial, 'material'> {
	form: (CandidateFinding & { is: 'HOLDS_IT' })['form'];
	steps: FileReading['steps'];
}

function candidatesIn(bytes: Bytes, steps: FileReading['steps']): Candidate[] {
	const held = heldMaterial(bytes);
	return held ? [{ ...held, steps }] : [];
}

const isWordCharacter = (byte: number) =>
	(byte >= 0x30 && byte <= 0x39) ||
	((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) ||
	[0x2b, 0x2d, 0x2f, 0x5f].includes(byte);
/** 32 bytes as Base64 without its padding, which is no part of a word, and as hex. */
const wordLengths: ReadonlySet<number> = new Set([43, 64]);
const mostWords = 256;

/** Runs of the characters of hex and Base64 in a longer text, of the lengths that 32 bytes have in them. */
function wordsOf(file: Bytes): Bytes[] {
	const words: Bytes[] = [];
	for (let start = 0, index = 0; index <= file.length && words.length < mostWords; index++) {
		if (index < file.length && isWordCharacter(file[index] ?? 0)) continue;
		if (wordLengths.has(index - start)) words.push(file.subarray(start, index));
		start = index + 1;
	}
	return words;
}

async function amongPlain(
	{ vault }: Moment,
	cmk: Cmk,
	candidates: readonly Candidate[]
): Promise<CandidateFinding | undefined> {
	for (const { material, steps, form } of candidates)
		if (await isBoundTo(vault, cmk, material)) return { is: 'HOLDS_IT', steps, form };
	for (const { material } of candidates.slice(0, mostOfOtherKeys)) {
		const owner = await otherOwner(vault, cmk, material);
		if (owner) return { is: 'OTHER_KEY', keyId: owner.keyId };
	}
	return undefined;
}

/** Each is compared with every key of the vault. */
const mostOfOtherKeys = 64;

async function inParts(
	{ vault }: Moment,
	cmk: Cmk,
	values: readonly Bytes[]
): Promise<CandidateFinding | undefined> {
	const short = values.filter(({ length }) => length <= longestCombined);
	for (const { combination, material } of keyCombinations(eachOnce(short).slice(0, mostValues)))
		if (await isBoundTo(vault, cmk, asKeyMaterial(material)))
			return { is: 'HOLDS_IT_IN_PARTS', combination };
	return undefined;
}

const mostValues = 64;
const eachOnce = <Value extends Uint8Array>(values: readonly Value[]): Value[] =>
	values.filter((value, index) => values.findIndex((other) => equalBytes(other, value)) === index);

/** The text of printed shares, with whatever stands around their lines, in one file or in several of an archive. */
async function inShares(
	{ vault }: Moment,
	cmk: Cmk,
	file: Bytes
): Promise<CandidateFinding | undefined> {
	const readings = readFile(file, { expectedLengths: [keyMaterialBytes] });
	const texts = recoveryTextsIn(file, readings);
	wipeReadings(readings);
	if (texts.length === 0) return undefined;
	let joined: Bytes | undefined;
	try {
		joined = await fromSharesFound(texts);
		// They are of a key of another kind.
		if (joined.length !== keyMaterialBytes) return undefined;
		const material = asKeyMaterial(joined);
		if (await isBoundTo(vault, cmk, material)) return { is: 'HOLDS_IT_IN_SHARES' };
		const owner = await otherOwner(vault, cmk, material);
		return owner
			? { is: 'OTHER_KEY', keyId: owner.keyId }
			: { is: 'OTHER_MATERIAL', found: await shownCheckValue(material, 'AES_256') };
	} catch (error) {
		if (!isKmsError(error, 'InvalidRecoveryCopy')) throw error;
		return { is: 'SHARES', fault: error.details, set: setOfShares(texts) };
	} finally {
		wipe(joined);
	}
}

/** Among many files some are there twice, which does not matter where enough others are. */
async function fromSharesFound(texts: readonly RecoverySource[]): Promise<Bytes> {
	try {
		return await fromRecoveryTexts(...texts);
	} catch (error) {
		const once = texts.filter(
			({ text }, index) => texts.findIndex((other) => other.text === text) === index
		);
		const isTwice = isKmsError(error, 'InvalidRecoveryCopy') && error.details.reason === 'TWICE';
		if (!isTwice || once.length === texts.length) throw error;
		return fromRecoveryTexts(...once).catch(() => Promise.reject(error));
	}
}

async function otherMaterial(
	candidates: readonly Candidate[]
): Promise<CandidateFinding | undefined> {
	const materials = eachOnce(candidates.map(({ material }) => material));
	const [first] = materials;
	if (!first) return undefined;
	return materials.length > 1
		? {
				is: 'OTHER_VALUES',
				count: materials.length,
				combined: materials.length <= mostTogether
			}
		: { is: 'OTHER_MATERIAL', found: await shownCheckValue(first, 'AES_256') };
}

async function amongEncrypted(
	{ vault, now }: Moment,
	cmk: Cmk,
	readings: readonly FileReading[]
): Promise<CandidateFinding | undefined> {
	const encrypted = readings.find(({ content }) => content.kind === 'ENCRYPTED_KEY');
	if (!encrypted) return undefined;
	const candidates = wrappingKeyCandidates(vault, cmk, now);
	const opened = await openAnyhow(vault, candidates, encrypted.bytes);
	const held = opened?.material ? heldMaterial(opened.material) : undefined;
	try {
		return held && (await isBoundTo(vault, cmk, held.material))
			? { is: 'HOLDS_IT_ENCRYPTED' }
			: { is: 'ENCRYPTED_KEY' };
	} finally {
		wipe(opened?.material ?? undefined, held?.material);
	}
}

const kinds: Partial<Record<FileReading['content']['kind'], CandidateFinding>> = {
	AGE_FILE: { is: 'ENCRYPTED_COPY' },
	PRIVATE_KEY: { is: 'PRIVATE_KEY' },
	PKCS_12: { is: 'PRIVATE_KEY' },
	PUBLIC_KEY: { is: 'PUBLIC_KEY' },
	IMPORT_TOKEN: { is: 'TOKEN' },
	CLOUD_TOKEN: { is: 'TOKEN' },
	REFUSED: { is: 'NOT_UNPACKED' }
};

/** What looks like a key in it is another program's ciphertext. */
function containerIn([first]: readonly FileReading[]): CandidateFinding | undefined {
	if (first?.content.kind === 'AGE_FILE') return { is: 'ENCRYPTED_COPY' };
	return first?.content.kind === 'CONTAINER'
		? { is: 'CONTAINER', form: first.content.form }
		: undefined;
}

function kindOf(readings: readonly FileReading[]): CandidateFinding {
	const [first] = readings;
	const known = first && kinds[first.content.kind];
	const isHalf = first?.content.kind === 'KEY_MATERIAL' && first.bytes.length === halfBytes;
	return known ?? { is: isHalf ? 'HALF' : 'NO_KEY' };
}

const halfBytes = keyMaterialBytes / 2;
