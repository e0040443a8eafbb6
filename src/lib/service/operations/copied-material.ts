/** Copies of key material, as users bring them back. */
import { parseUtf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import {
	asKeyMaterial,
	isBareSeed,
	mlDsaSeedBytes,
	secretLengths
} from '#lib/domain/key/key-material.ts';
import { isMacKey, isMlDsa, isPair, type CmkSpec } from '#lib/domain/key/kinds.ts';
import { asKmsError, KmsError } from '#lib/domain/errors.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { largestFileBytes, wipeReadings, type FileReading } from '#lib/domain/reading/reading.ts';
import { longestRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import type { CopyToTest } from '../api/copy-rules.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { filePassphraseText } from '../engine/passphrase.ts';
import { fromRecoveryTexts, recoveryTextsIn } from '../handouts/recovery-texts.ts';
import { arrivedMaterial, type ArrivedMaterial } from './arrived-material.ts';

/** @returns what the user gave, key material or a file that holds it; the caller wipes it */
export const bytesOfCopy = (copy: CopyToTest): Bytes =>
	copy.Kind === 'AGE_FILE' ? copy.File : copy.Kind === 'TEXT' ? copy.Text : copy.Bytes;

/** @throws {@link KmsError} `InputTooLarge` */
export function assertCopySize(copy: CopyToTest): void {
	const actualBytes = bytesOfCopy(copy).length;
	const limitBytes = copy.Kind === 'TEXT' ? longestRecoveryText : largestFileBytes;
	if (actualBytes > limitBytes)
		throw new KmsError('InputTooLarge', { parameter: 'Copy', actualBytes, limitBytes });
}

/**
 * @param keySpec - of the CMK whose key material it is to be
 * @returns what the copy can mean, at least one; {@link ofCmk} finds what it does mean, and the caller wipes them all
 * @throws {@link KmsError} `InvalidRecoveryCopy`, `InvalidCiphertext` of an age file, `InvalidKeyMaterialLength`
 */
export async function restore(copy: CopyToTest, keySpec: CmkSpec): Promise<Bytes[]> {
	if (copy.Kind === 'AGE_FILE') {
		const file = await decryptAgeFile(copy.File, filePassphraseText(copy.FilePassphrase));
		try {
			return readKeyMaterial(file, keySpec);
		} finally {
			wipe(file);
		}
	}
	const given = bytesOfCopy(copy);
	const readings = readFile(given, hintsFor(keySpec));
	const texts = recoveryTextsIn(given, readings);
	wipeReadings(readings);
	const asTyped = () => fromPaper({ text: parseUtf8(given) ?? '\u0000' });
	const asSheets = () => fromPaper(...texts);
	const fromPaper = async (...sources: typeof texts) =>
		ofRightLength([await fromRecoveryTexts(...sources)], keySpec);
	const asFile = () => readKeyMaterial(given, keySpec);
	return firstOf([
		...(copy.Kind === 'TEXT' ? [asTyped] : []),
		...(texts.length > 0 ? [asSheets] : []),
		asFile
	]);
}

/** @throws {@link KmsError} why the first way does not lead there, where none does */
async function firstOf(ways: readonly (() => Bytes[] | Promise<Bytes[]>)[]): Promise<Bytes[]> {
	let refusal: KmsError | undefined;
	for (const way of ways)
		try {
			return await way();
		} catch (error) {
			if (!(error instanceof KmsError)) throw error;
			refusal ??= error;
		}
	throw refusal ?? new KmsError('InternalError', {});
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

function isLength({ length }: Bytes, keySpec: CmkSpec): boolean {
	if (isPair(keySpec)) return length > 0;
	const { least, most } = secretLengths(keySpec);
	return length >= least && length <= most;
}

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
 * @param meanings - what was restored
 * @param isSame - compares one with what the CMK has
 * @returns the one that is the same
 * @throws {@link KmsError} `IncorrectKeyMaterial`; `InvalidPrivateKey` where the CMK is a pair and none can be one
 */
export async function ofCmk(
	vault: OpenVault,
	cmk: Cmk,
	meanings: readonly Bytes[],
	isSame: (arrived: ArrivedMaterial) => boolean
): Promise<ArrivedMaterial> {
	const refusals: KmsError[] = [];
	for (const bytes of meanings)
		try {
			const arrived = await arrivedMaterial(vault, cmk, bytes);
			if (isSame(arrived)) return arrived;
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			refusals.push(refusal);
		}
	const [refusal] = refusals;
	throw refusal && refusals.length === meanings.length
		? refusal
		: new KmsError('IncorrectKeyMaterial', { keyId: cmk.keyId });
}
