/** Copies of key material, as users bring them back. */
import { isBlank, parseUtf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import {
	asKeyMaterial,
	isBareSeed,
	isSecretLength,
	mlDsaSeedBytes,
	secretLengths
} from '#lib/domain/key/key-material.ts';
import { isMacKey, isMlDsa, isPair, type CmkSpec } from '#lib/domain/key/kinds.ts';
import { asKmsError, KmsError } from '#lib/domain/errors.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { isUnderPassword } from '#lib/domain/reading/under-password.ts';
import { largestFileBytes, wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import { longestRecoveryText, looksLikeShares } from '#lib/domain/recovery/recovery-text.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import type { CopyToTest } from '../api/copy-rules.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { filePassphraseText } from '../engine/passphrase.ts';
import { fromRecoveryTexts, recoveryTextsIn } from '../handouts/recovery-texts.ts';
import { keysUnder } from './locked-keys.ts';
import { arrivedMaterial, type ArrivedMaterial } from './arrived-material.ts';

/** @returns what the user gave, key material or a file that holds it; the caller wipes it */
export const bytesOfCopy = (copy: CopyToTest): Bytes =>
	copy.Kind === 'AGE_FILE' ? copy.File : copy.Kind === 'TEXT' ? copy.Text : copy.Bytes;

/** @returns what a copy is under, which the caller wipes */
export const passwordOfCopy = (copy: CopyToTest): Bytes | undefined =>
	copy.Kind === 'BYTES' ? copy.Password : undefined;

/** @throws {@link KmsError} `InputTooLarge` */
export function assertCopySize(copy: CopyToTest): void {
	const actualBytes = bytesOfCopy(copy).length;
	const limitBytes = copy.Kind === 'TEXT' ? longestRecoveryText : largestFileBytes;
	if (actualBytes > limitBytes)
		throw new KmsError('InputTooLarge', { parameter: 'Copy', actualBytes, limitBytes });
}

/** What a copy gives back. */
export interface Restored {
	/** what it can mean, at least one; {@link ofCmk} finds what it does mean, and the caller wipes them all */
	meanings: Bytes[];
	/** why a part of it gives no key material back: shares, so that it was read as something else, or a locked key */
	refusal?: KmsError | undefined;
}

/**
 * @param keySpec - of the CMK whose key material it is to be
 * @throws {@link KmsError} `InvalidRecoveryCopy`, `InvalidCiphertext` of an age file, `InvalidKeyMaterialLength`
 */
export async function restore(copy: CopyToTest, keySpec: CmkSpec): Promise<Restored> {
	if (copy.Kind === 'AGE_FILE') {
		const file = await decryptAgeFile(copy.File, filePassphraseText(copy.FilePassphrase));
		try {
			return { meanings: readKeyMaterial(file, keySpec) };
		} finally {
			wipe(file);
		}
	}
	const given = bytesOfCopy(copy);
	const readings = readFile(given, hintsFor(keySpec));
	const sheets = recoveryTextsIn(given, readings);
	wipeReadings(readings);
	const text = copy.Kind === 'TEXT' ? (parseUtf8(given) ?? '\u0000') : undefined;
	const ways = [
		...(text === undefined ? [] : [[{ text }]]),
		...(sheets.length > 0 ? [sheets] : [])
	];
	let refusal: KmsError | undefined;
	for (const sources of ways)
		try {
			return { meanings: ofRightLength([await fromRecoveryTexts(...sources)], keySpec) };
		} catch (error) {
			refusal ??= refusalIn(error);
		}
	const areShares =
		sheets.length > 0 || (text !== undefined && (isBlank(given) || looksLikeShares(text)));
	try {
		const locked =
			copy.Kind === 'BYTES' ? await keysWithLocked(copy.Password, given, keySpec) : undefined;
		if (locked) return locked;
		const meanings = readKeyMaterial(given, keySpec);
		return { meanings, refusal: areShares ? refusal : undefined };
	} catch (error) {
		throw refusal ?? error;
	}
}

/** Each takes as long to open as its own iterations say. */
const mostLocked = 4;

/**
 * @param file - the caller wipes it and the password
 * @returns the private keys in a file of which some are under a password, with those that are not; undefined where none is
 * @throws {@link KmsError} `InvalidPrivateKey` where there is no other key than those that don't open
 */
async function keysWithLocked(
	password: Bytes | undefined,
	file: Bytes,
	keySpec: CmkSpec
): Promise<Restored | undefined> {
	if (!isPair(keySpec)) return undefined;
	const readings = readFile(file, hintsFor(keySpec));
	const isLocked = ({ content, bytes }: FileReading) => isUnderPassword(content, bytes);
	const locked = readings.filter(isLocked).slice(0, mostLocked);
	if (locked.length === 0) {
		wipeReadings(readings);
		return undefined;
	}
	const plain = readings
		.filter((reading) => !isLocked(reading) && isMeant(reading, keySpec))
		.slice(0, mostMeanings);
	const meanings = plain.map(({ bytes }) => bytes);
	let refusal: KmsError | undefined;
	try {
		for (const { bytes } of locked)
			try {
				if (!password?.length) throw new KmsError('InvalidPrivateKey', { reason: 'ENCRYPTED' });
				meanings.push(...((await keysUnder(password, bytes)) ?? []));
			} catch (error) {
				refusal ??= refusalIn(error);
			}
		if (meanings.length === 0 && refusal) throw refusal;
		return { meanings, refusal };
	} finally {
		wipeReadings(readings.filter((reading) => !plain.includes(reading)));
	}
}

/** @throws the error itself, if it is not one that Airlock refuses with */
function refusalIn(error: unknown): KmsError {
	const refusal = asKmsError(error);
	if (!refusal) throw error;
	return refusal;
}

function hintsFor(keySpec: CmkSpec) {
	if (isMlDsa(keySpec)) return { expectedLengths: [mlDsaSeedBytes] };
	return isPair(keySpec) ? {} : { expectedLengths: [secretLengths(keySpec).least] };
}

/** Each is compared with the CMK. */
const mostMeanings = 64;

/**
 * As a file in any encoding, or as what was written down or printed. Secrets for HMAC have many lengths: what is read as
 * text may be the secret as it stands, so that both are kept.
 *
 * @param file - the caller wipes it
 */
function readKeyMaterial(file: Bytes, keySpec: CmkSpec): Bytes[] {
	const readings = readFile(file, hintsFor(keySpec));
	const keys = readings.filter((reading) => isMeant(reading, keySpec));
	const kept = (keys.length > 0 ? keys : readings.slice(0, 1)).slice(0, mostMeanings);
	wipeReadings(readings.filter((reading) => !kept.includes(reading)));
	const read = kept.map(({ bytes }) => bytes);
	// Of a private key that is not read, the engine says why.
	const isWhole = isPair(keySpec) ? keys.length === 0 : isMacKey(keySpec);
	return ofRightLength([...read, ...(isWhole ? [file.slice()] : [])], keySpec);
}

const isLength = (bytes: Bytes, keySpec: CmkSpec): boolean =>
	isPair(keySpec) ? bytes.length > 0 : isSecretLength(bytes, keySpec);

const isMeant = ({ bytes, content }: FileReading, keySpec: CmkSpec): boolean =>
	isPair(keySpec)
		? content.kind === 'PRIVATE_KEY' || isBareSeed(bytes, keySpec)
		: isLength(bytes, keySpec);

/** @throws {@link KmsError} `InvalidKeyMaterialLength` where none can be key material of this kind; they are wiped then */
function ofRightLength(meanings: Bytes[], keySpec: CmkSpec): Bytes[] {
	const right = meanings.filter((bytes) => isLength(bytes, keySpec));
	wipe(...meanings.filter((bytes) => !right.includes(bytes)));
	if (right.length > 0) return right;
	if (isPair(keySpec)) throw new KmsError('InvalidPrivateKey', { reason: 'NO_PRIVATE_KEY' });
	asKeyMaterial(meanings[0] ?? new Uint8Array(), keySpec);
	throw new KmsError('InternalError', {});
}

/**
 * @param restored - from a copy
 * @param isSame - compares one meaning with what the CMK has
 * @returns the one that is the same
 * @throws {@link KmsError} why shares or a locked key give no key material back, `IncorrectKeyMaterial`, or `InvalidPrivateKey` where
 * the CMK is a pair and no meaning can be one
 */
export async function ofCmk(
	vault: OpenVault,
	cmk: Cmk,
	{ meanings, refusal: ofPart }: Restored,
	isSame: (arrived: ArrivedMaterial) => boolean
): Promise<ArrivedMaterial> {
	const refusals: KmsError[] = [];
	for (const bytes of meanings)
		try {
			const arrived = await arrivedMaterial(vault, cmk, bytes);
			if (isSame(arrived)) return arrived;
		} catch (error) {
			refusals.push(refusalIn(error));
		}
	const [refusal] = refusals;
	if (ofPart) throw ofPart;
	throw refusal && refusals.length === meanings.length
		? refusal
		: new KmsError('IncorrectKeyMaterial', { keyId: cmk.keyId });
}
