import { toHex, wipe, fromBase64, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type Cmk, type ImportParameters } from '#lib/domain/cmk.ts';
import { readFile, wasEncodedTwice, wasUtf16, wipeReadings } from '#lib/domain/file-reading.ts';
import type { FileReading } from '#lib/domain/file-reading.ts';
import { isBeyondRepair, repaired } from '#lib/domain/file-repair.ts';
import type { ParameterSetId } from '#lib/domain/ids.ts';
import type { ImportFinding } from '#lib/domain/import-finding.ts';
import { parseImportToken } from '#lib/domain/import-token.ts';
import { paddingOf, type RsaPadding } from '#lib/domain/rsa-padding.ts';
import {
	encryptedKeyBytes,
	encryptedSize,
	isHybrid,
	oaepHash,
	wrappingAlgorithms,
	wrappingKeySpecs,
	type WrappingAlgorithm
} from '#lib/domain/wrapping.ts';
import type { Moment } from '../context.ts';
import { liveImportParameters } from '../key-metadata.ts';
import type { OpenVault } from '../open-vault.ts';
import { unread, wrongKind } from './file-kind.ts';
import { heldMaterial, isBoundTo, otherOwner, shownCheckValue } from './held-material.ts';
import { openAnyhow, type OpenedFile } from './open-anyhow.ts';
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
		wipe(opened?.material);
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
	const before = [
		...repairFindings(opened, live),
		...setFindings(opened.candidate, live),
		...methodFindings(opened, live)
	];
	const inside = await materialFindings(vault, cmk, live, opened.material);
	return before.length === 0 ? inside : [...before, ...inside.filter(({ id }) => id !== 'EK-OK')];
}

function repairFindings({ repair, bytes }: OpenedFile, live: ImportParameters): ImportFinding[] {
	if (!repair) return [];
	const ids = {
		LINE_BREAK_AT_END: 'EK-BREAK',
		BYTES_AT_END: 'EK-EXTRA',
		BYTES_AT_START: 'EK-EXTRA',
		LINE_FEEDS_DOUBLED: 'EK-CRLF',
		CARRIAGE_RETURN_DROPPED: 'EK-CRLF',
		WRITTEN_AS_TEXT: 'EK-RETYPED'
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
function methodFindings(
	{ padding, keyWrap }: OpenedFile,
	{ wrappingAlgorithm: expected }: ImportParameters
): ImportFinding[] {
	const hash = oaepHash(expected);
	const hybrid = keyWrap !== null;
	const otherAlgorithm: ImportFinding[] =
		hybrid === isHybrid(expected)
			? []
			: [{ id: 'EK-OTHERALG', found: algorithmOf(hybrid, padding, hash), expected }];
	const byPadding: Record<RsaPadding, ImportFinding | undefined> = {
		// An algorithm says its hash, so it need not be said twice.
		OAEP_SHA_256:
			hash !== 'SHA-256' && otherAlgorithm.length === 0 ? { id: 'EK-SHA256' } : undefined,
		OAEP_SHA_1: hash !== 'SHA-1' && otherAlgorithm.length === 0 ? { id: 'EK-SHA1' } : undefined,
		OAEP_SHA_256_MGF1_SHA_1: { id: 'EK-MGF1', expected: hash },
		OAEP_SHA_384: { id: 'EK-HASH', found: 'SHA-384', expected: hash },
		OAEP_SHA_512: { id: 'EK-HASH', found: 'SHA-512', expected: hash },
		PKCS1_V1_5: { id: 'EK-PKCS1', expected: hash }
	};
	const otherPadding = byPadding[padding];
	return [
		...otherAlgorithm,
		...(otherPadding ? [otherPadding] : []),
		...(keyWrap === 'KW' ? [{ id: 'EK-KW' as const }] : [])
	];
}

function algorithmOf(
	hybrid: boolean,
	padding: RsaPadding,
	expected: 'SHA-1' | 'SHA-256'
): WrappingAlgorithm {
	const found = { OAEP_SHA_1: 'SHA_1', OAEP_SHA_256: 'SHA_256' } as const;
	const hash =
		padding === 'OAEP_SHA_1' || padding === 'OAEP_SHA_256'
			? found[padding]
			: found[expected === 'SHA-1' ? 'OAEP_SHA_1' : 'OAEP_SHA_256'];
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
	if (size) {
		const hash = oaepHash(wrappingAlgorithm);
		const padding = paddingOf(wrappingAlgorithm);
		const found = algorithmOf(size.hybrid, padding, hash);
		return [nope, { id: 'EK-OTHERALG', found, expected: wrappingAlgorithm }];
	}
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
