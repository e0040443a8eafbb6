import { toHex, wipe, fromBase64, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type Cmk, type ImportParameters } from '#lib/domain/key/cmk.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { wasEncodedTwice, wasUtf16, wipeReadings } from '#lib/domain/reading/reading.ts';
import type { FileReading } from '#lib/domain/reading/reading.ts';
import { isBeyondRepair, repaired } from '#lib/domain/reading/file-repair.ts';
import type { ParameterSetId } from '#lib/domain/ids.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import { parseImportToken } from '#lib/domain/import/import-token.ts';
import type { RsaPadding } from '#lib/domain/import/rsa-padding.ts';
import {
	isHybrid,
	modulusBytes,
	oaepHash,
	wrappingAlgorithms,
	wrappingKeySpecs,
	type WrappingAlgorithm
} from '#lib/domain/import/wrapping.ts';
import {
	encryptedKeyBytes,
	encryptedSize,
	wrappedMaterialBytes
} from '#lib/domain/import/encrypted-key-size.ts';
import type { Moment } from '../engine/context.ts';
import { liveImportParameters } from '../operations/key-metadata.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { unread, wrongKind } from './file-kind.ts';
import { heldMaterial, isBoundTo, otherOwner, shownCheckValue } from './held-material.ts';
import { openAnyhow, type OpenedFile } from './open-anyhow.ts';
import { isUsedToTwoParts } from './two-parts.ts';
import { wrappingKeyCandidates, type WrappingKeyCandidate } from './wrapping-keys.ts';

/** What was found out about one of the two files. */
export interface Diagnosis {
	/** the first thing to put right first; never empty */
	findings: ImportFinding[];
	/** the file as it was before something happened to it on its way, where that is what was found */
	repaired: Bytes | null;
	/** the set that it was made for, where that is known */
	setId: ParameterSetId | null;
}

/** Diagnoses a file in the slot of the encrypted key. */
export async function diagnoseEncryptedKey(
	{ vault, now }: Moment,
	cmk: Cmk,
	file: Bytes
): Promise<Diagnosis> {
	const only = (finding: ImportFinding) => ({ findings: [finding], repaired: null, setId: null });
	const nothing = unread('EK', file);
	if (nothing) return only(nothing);
	const live = liveImportParameters(cmk, now);
	if (!live) return only({ id: 'EK-NOSET' });
	const expected = expectedBytes(live);
	const readings = readFile(file, { expectedLengths: [expected, ...possibleLengths] });
	let opened: OpenedFile | undefined;
	try {
		const reading = readings.find(({ content }) => content.kind === 'ENCRYPTED_KEY') ?? readings[0];
		const other = reading ? wrongKind('EK', reading, expected) : { id: 'EK-EMPTY' as const };
		if (!reading || other) return only(other ?? { id: 'EK-EMPTY' });
		const candidates = wrappingKeyCandidates(vault, cmk, now);
		opened = await openAnyhow(vault, candidates, reading.bytes);
		const findings = opened
			? await openedFindings(vault, cmk, live, opened)
			: closedFindings(reading, live, candidates.length);
		return {
			findings: [...findings, ...encodingNotes(reading)],
			repaired: opened?.repair ? repaired(reading.bytes, opened.repair) : null,
			setId: opened?.candidate.cmk === cmk ? opened.candidate.set.setId : null
		};
	} finally {
		wipe(opened?.material ?? undefined);
		wipeReadings(readings);
	}
}

const possibleLengths = wrappingKeySpecs.flatMap((spec) =>
	wrappingAlgorithms.map((algorithm) => encryptedKeyBytes(algorithm, spec, keyMaterialBytes))
);

const expectedBytes = ({
	wrappingAlgorithm,
	wrappingKeySpec
}: Pick<ImportParameters, 'wrappingAlgorithm' | 'wrappingKeySpec'>) =>
	encryptedKeyBytes(wrappingAlgorithm, wrappingKeySpec, keyMaterialBytes);

async function openedFindings(
	vault: OpenVault,
	cmk: Cmk,
	live: ImportParameters,
	opened: OpenedFile
): Promise<ImportFinding[]> {
	const { material, candidate } = opened;
	const before = [...repairFindings(opened, live), ...setFindings(candidate, live)];
	if (await isFirstPartOnly(vault, cmk, live, opened))
		return [...before, ...firstPartFindings(opened)];
	before.push(...methodFindings(opened, live));
	const inside = material ? await materialFindings(vault, cmk, live, material) : [];
	const found = before.length === 0 ? inside : [...before, ...inside.filter(isNews)];
	return mayBeFirstPart(vault, cmk, opened) ? [{ id: 'EK-MAYBEHALF' }, ...found] : found;
}

const isNews = ({ id }: ImportFinding) => id !== 'EK-OK';

const aesKeyLengths: readonly number[] = [16, 24, 32];

/**
 * Whether one RSA block, made for parameters that ask for two parts, is the first of them. The bytes don't tell an AES
 * key from key material; that the CMK is bound to them does.
 */
async function isFirstPartOnly(
	vault: OpenVault,
	cmk: Cmk,
	live: ImportParameters,
	{ candidate, second, material }: OpenedFile
): Promise<boolean> {
	const asksForTwo = [candidate.set, live].some((set) => isHybrid(set.wrappingAlgorithm));
	if (!asksForTwo || second !== null || !material) return false;
	const held = heldMaterial(material);
	try {
		return !held || (await isBoundTo(vault, cmk, held.material)) !== true;
	} finally {
		wipe(held?.material);
	}
}

function firstPartFindings({ firstBytes, aesKeyForm }: OpenedFile): ImportFinding[] {
	if (aesKeyForm)
		return [
			{ id: 'EK-HALF', holds: 'AES_KEY' },
			{ id: 'EK-AESTEXT', form: aesKeyForm }
		];
	return aesKeyLengths.includes(firstBytes)
		? [{ id: 'EK-HALF', holds: 'AES_KEY' }]
		: [
				{ id: 'EK-HALF', holds: 'OTHER' },
				{ id: 'EK-AESBYTES', bytes: firstBytes }
			];
}

/** Whether somebody who makes two parts may have brought the first of them to parameters that ask for one. */
function mayBeFirstPart(vault: OpenVault, cmk: Cmk, { second, material }: OpenedFile): boolean {
	const isKey = second === null && material?.length === keyMaterialBytes;
	return isKey && isUsedToTwoParts(vault, cmk);
}

function repairFindings({ repair, bytes }: OpenedFile, live: ImportParameters): ImportFinding[] {
	if (!repair) return [];
	if (repair.kind === 'PARTS_SWAPPED') return [{ id: 'EK-SWAPPED' }];
	if (repair.kind === 'BLOCK_REVERSED') return [{ id: 'EK-REVERSED' }];
	const ids = {
		LINE_BREAK_AT_END: 'EK-BREAK',
		BYTES_AT_END: 'EK-EXTRA',
		BYTES_AT_START: 'EK-EXTRA',
		LINE_FEEDS_DOUBLED: 'EK-CRLF',
		CARRIAGE_RETURN_DROPPED: 'EK-CRLF',
		WRITTEN_AS_TEXT: 'EK-RETYPED',
		ZEROS_DROPPED: 'EK-ZEROS'
	} as const;
	return [{ id: ids[repair.kind], bytes, expectedBytes: expectedBytes(live) }];
}

function setFindings(
	{ relation, cmk, set }: WrappingKeyCandidate,
	live: ImportParameters
): ImportFinding[] {
	const { setId, issued } = set;
	if (relation === 'REPLACED')
		return [{ id: 'EK-OLDSET', setId, issued, currentSetId: live.setId }];
	if (relation === 'OTHER_KEY') return [{ id: 'EK-OTHERKEY', keyId: cmk.keyId, setId }];
	return [];
}

/** How it was encrypted, against what the live parameters ask for. */
function methodFindings(opened: OpenedFile, live: ImportParameters): ImportFinding[] {
	const { wrappingAlgorithm: expected } = live;
	const hybrid = opened.second !== null;
	const otherAlgorithm: ImportFinding[] =
		hybrid === isHybrid(expected)
			? []
			: [
					{
						id: 'EK-OTHERALG',
						found: algorithmOf(hybrid, opened.padding, oaepHash(expected)),
						expected
					}
				];
	// An algorithm says its hash, so it need not be said twice.
	const padding = paddingFinding(opened, oaepHash(expected));
	const isSaid =
		otherAlgorithm.length > 0 && (padding?.id === 'EK-SHA1' || padding?.id === 'EK-SHA256');
	return [
		...otherAlgorithm,
		...(padding && !isSaid ? [padding] : []),
		...secondPartFindings(opened, live)
	];
}

function paddingFinding(
	{ padding, hasLabel }: OpenedFile,
	expected: 'SHA-1' | 'SHA-256'
): ImportFinding | undefined {
	if (padding.name === 'NONE') return { id: 'EK-RAW', expected };
	if (padding.name === 'PKCS1_V1_5') return { id: 'EK-PKCS1', expected };
	const { hash: found, maskHash: mask } = padding;
	if (hasLabel) return { id: 'EK-LABEL', found, mask };
	if (found === expected && mask === expected) return undefined;
	if (found === 'SHA-256' && mask === 'SHA-1') return { id: 'EK-MGF1', expected };
	if (found !== mask) return { id: 'EK-HASH', found, mask, expected };
	if (found === 'SHA-1') return { id: 'EK-SHA1' };
	return found === 'SHA-256' ? { id: 'EK-SHA256' } : { id: 'EK-HASH', found, mask, expected };
}

/** How the AES key was carried, and the key material under it. */
function secondPartFindings(
	{ second, aesKeyForm, secondText, firstBytes, bytes, candidate }: OpenedFile,
	live: ImportParameters
): ImportFinding[] {
	if (second === null) return [];
	const asText: ImportFinding[] = [
		...(aesKeyForm ? [{ id: 'EK-AESTEXT' as const, form: aesKeyForm }] : []),
		...(secondText ? [{ id: 'EK-SECONDTEXT' as const, form: secondText }] : [])
	];
	const rsaBytes = modulusBytes(candidate.set.wrappingKeySpec);
	const length = { bytes: bytes - rsaBytes, expectedBytes: expectedBytes(live) - rsaBytes };
	const bySecond: Record<NonNullable<OpenedFile['second']>, ImportFinding[]> = {
		KWP: [],
		KW: [{ id: 'EK-KW' }],
		KW_PKCS7: [{ id: 'EK-KWPKCS7' }],
		OTHER_IV: [{ id: 'EK-WRAPIV' }],
		CBC: [{ id: 'EK-AESMODE', mode: 'CBC' }],
		ECB: [{ id: 'EK-AESMODE', mode: 'ECB' }],
		GCM: [{ id: 'EK-AESMODE', mode: 'GCM' }],
		SALTED: [{ id: 'EK-AESMODE', mode: 'PASSWORD' }],
		NO_AES_KEY: [{ id: 'EK-AESBYTES', bytes: firstBytes }],
		UNKNOWN: [{ id: 'EK-SECOND', ...length }]
	};
	return [...asText, ...bySecond[second]];
}

function algorithmOf(
	hybrid: boolean,
	padding: RsaPadding,
	expected: 'SHA-1' | 'SHA-256'
): WrappingAlgorithm {
	const isWanted =
		padding.name === 'OAEP' &&
		padding.hash === padding.maskHash &&
		(padding.hash === 'SHA-1' || padding.hash === 'SHA-256');
	const hash = (isWanted ? padding.hash : expected) === 'SHA-1' ? 'SHA_1' : 'SHA_256';
	return hybrid ? `RSA_AES_KEY_WRAP_${hash}` : `RSAES_OAEP_${hash}`;
}

/** What is inside, against what the CMK takes. */
async function materialFindings(
	vault: OpenVault,
	cmk: Cmk,
	{ setId }: ImportParameters,
	unwrapped: Bytes
): Promise<ImportFinding[]> {
	const { length: bytes } = unwrapped;
	const held = heldMaterial(unwrapped);
	if (!held) return [{ id: 'EK-MATLEN', bytes, expectedBytes: keyMaterialBytes }];
	const { form, material } = held;
	try {
		const asText: ImportFinding[] =
			form === 'BYTES'
				? []
				: form === 'LINE_BREAK'
					? [{ id: 'EK-MATBREAK', bytes }]
					: [{ id: 'EK-MATTEXT', bytes, form }];
		const found = await shownCheckValue(material);
		const isBound = await isBoundTo(vault, cmk, material);
		const owner = isBound === true ? undefined : await otherOwner(vault, cmk, material);
		const ofOther: ImportFinding[] = owner ? [{ id: 'EK-OTHERCMK', keyId: owner.keyId }] : [];
		if (isBound === false)
			return [...asText, ...ofOther, { id: 'EK-DIFF', bound: cmk.keyCheckValue, found }];
		const ok: ImportFinding[] =
			asText.length > 0 ? asText : [{ id: 'EK-OK', setId, keyCheckValue: found }];
		return [...ok, ...ofOther];
	} finally {
		wipe(material);
	}
}

/** What the length of a file says that nothing opens. */
function closedFindings(
	reading: FileReading,
	live: ImportParameters,
	sets: number
): ImportFinding[] {
	const { bytes: file } = reading;
	const { wrappingAlgorithm, wrappingKeySpec: expected } = live;
	const length = { bytes: file.length, expectedBytes: expectedBytes(live) };
	if (isBeyondRepair(file) || reading.steps.at(-1)?.step === 'UTF_16') return [{ id: 'EK-LOST' }];
	const fingerprint = toHex(parseImportToken(fromBase64(live.importToken)).publicKeyHash);
	const nope = { id: 'EK-NOPE', fingerprint, sets } as const;
	if (file.length === length.expectedBytes) return [nope];
	const size = encryptedSize(file.length);
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
	if (isHybrid(wrappingAlgorithm) && file.length === wrappedMaterialBytes)
		return [{ id: 'EK-SECONDHALF' }];
	return [{ id: file.length < length.expectedBytes ? 'EK-CUT' : 'EK-LEN', ...length }];
}

/** What happened to the text, though it could be undone. */
function encodingNotes(reading: FileReading): ImportFinding[] {
	const isText = reading.steps.at(-1)?.step === 'UTF_16';
	return [
		...(wasUtf16(reading) && !isText ? [{ id: 'EK-UTF16' as const }] : []),
		...(wasEncodedTwice(reading) ? [{ id: 'EK-TWICE' as const, bytes: reading.bytes.length }] : [])
	];
}
