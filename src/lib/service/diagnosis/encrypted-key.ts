import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type Cmk } from '#lib/domain/key/cmk.ts';
import { isPair } from '#lib/domain/key/kinds.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import {
	wasEncodedTwice,
	wasUtf16,
	wereBytesAsUtf16,
	wipeReadings
} from '#lib/domain/reading/reading.ts';
import type { FileReading } from '#lib/domain/reading/reading.ts';
import { repaired } from '#lib/domain/reading/file-repair.ts';
import { secretLengths } from '#lib/domain/key/key-material.ts';
import type { ParameterSetId } from '#lib/domain/ids.ts';
import { possibleFileBytes } from '#lib/domain/import/encrypted-key-size.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import { isHybrid, wrappingAlgorithms, wrappingKeySpecs } from '#lib/domain/import/wrapping.ts';
import type { Moment } from '../engine/context.ts';
import { shownCheckValue } from '../operations/arrived-material.ts';
import { liveImportParameters } from '../operations/key-metadata.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { expectedBytes, ofKind, type LiveParameters } from './expected-bytes.ts';
import { unread, wrongKind } from './file-kind.ts';
import { heldMaterial, isBoundTo, otherOwner } from './held-material.ts';
import { isBoundToPair, looksLikeKey, pairFindings } from './held-pair.ts';
import {
	firstPartFindings,
	methodFindings,
	repairFindings,
	setFindings
} from './method-findings.ts';
import { openAnyhow, type OpenedFile } from './open-anyhow.ts';
import { isUsedToTwoParts } from './two-parts.ts';
import { unopenedFindings } from './unopened-findings.ts';
import { wrappingKeyCandidates } from './wrapping-keys.ts';

/** What was found out about one of the two files. */
export interface Diagnosis {
	/** the first thing to put right first; never empty */
	findings: ImportFinding[];
	/** the file as it was before something happened to it on its way, where that is what was found */
	repaired: Bytes | null;
	/** the set that it was made for, where that is known */
	setId: ParameterSetId | null;
}

/** Diagnoses a file in the file field of the encrypted key. */
export async function diagnoseEncryptedKey(
	{ vault, now }: Moment,
	cmk: Cmk,
	file: Bytes
): Promise<Diagnosis> {
	const only = (finding: ImportFinding) => ({ findings: [finding], repaired: null, setId: null });
	const nothing = unread('EK', file);
	if (nothing) return only(nothing);
	const parameters = liveImportParameters(cmk, now);
	if (!parameters) return only({ id: 'EK-NOSET' });
	const live = ofKind(cmk, parameters);
	const expected = expectedBytes(live);
	const readings = readFile(file, { expectedLengths: [expected, ...possibleLengths(cmk)] });
	let opened: OpenedFile | undefined;
	try {
		const reading = readings.find(({ content }) => content.kind === 'ENCRYPTED_KEY') ?? readings[0];
		const other = reading ? wrongKind('EK', reading, expected) : { id: 'EK-EMPTY' as const };
		if (!reading || other) return only(other ?? { id: 'EK-EMPTY' });
		const candidates = wrappingKeyCandidates(vault, cmk, now);
		opened = await openAnyhow(vault, candidates, reading.bytes);
		if (opened && (await isOfTwoParts(vault, cmk, opened, reading.bytes))) {
			wipe(opened.material ?? undefined);
			opened = opened.asTwoParts;
		}
		const findings = opened
			? await openedFindings(vault, cmk, live, opened)
			: unopenedFindings(reading, live, candidates.length);
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

const possibleLengths = ({ keySpec }: Cmk): number[] =>
	wrappingKeySpecs.flatMap((wrappingKeySpec) =>
		wrappingAlgorithms.flatMap((wrappingAlgorithm) =>
			possibleFileBytes({ keySpec, wrappingAlgorithm, wrappingKeySpec })
		)
	);

async function openedFindings(
	vault: OpenVault,
	cmk: Cmk,
	live: LiveParameters,
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

/**
 * Whether what follows an RSA block is a second part that does not open, and nothing that was added to a whole file:
 * the block then holds a throw-away AES key, and without the rest it would be imported. That the CMK is bound to what
 * is in the block tells that it is whole.
 */
async function isOfTwoParts(
	vault: OpenVault,
	cmk: Cmk,
	{ asTwoParts, repair, second, material }: OpenedFile,
	file: Bytes
): Promise<boolean> {
	if (!asTwoParts || !material || second !== null || repair?.kind !== 'BYTES_AT_END') return false;
	if (isFiller(file.subarray(file.length - repair.bytes))) return false;
	return !(await isBoundToIts(vault, cmk, material));
}

const longestSlip = 2;
/** What programs add: a byte or two, zeros to fill a buffer, a line of text. */
const isFiller = (added: Uint8Array): boolean =>
	added.length <= longestSlip ||
	added.every((byte) => byte === added[0]) ||
	added.every((byte) => (byte >= 0x20 && byte < 0x7f) || [0x09, 0x0a, 0x0d].includes(byte));

async function isBoundToIts(vault: OpenVault, cmk: Cmk, unwrapped: Bytes): Promise<boolean> {
	const { keySpec } = cmk;
	if (isPair(keySpec)) return (await isBoundToPair(vault, cmk, unwrapped)) === true;
	const held = heldMaterial(unwrapped, keySpec);
	try {
		return held !== undefined && (await isBoundTo(vault, cmk, held.material)) === true;
	} finally {
		wipe(held?.material);
	}
}

const isNews = ({ id }: ImportFinding) => id !== 'EK-OK';

/**
 * Whether one RSA block, made for parameters that ask for two parts, is the first of them. The bytes don't tell an AES
 * key from key material; that the CMK is bound to them does.
 */
async function isFirstPartOnly(
	vault: OpenVault,
	cmk: Cmk,
	live: LiveParameters,
	{ candidate, second, material }: OpenedFile
): Promise<boolean> {
	const asksForTwo = [candidate.set, live].some((set) => isHybrid(set.wrappingAlgorithm));
	if (!asksForTwo || second !== null || !material) return false;
	if (isPair(cmk.keySpec) && looksLikeKey(material, cmk.keySpec)) return false;
	return !(await isBoundToIts(vault, cmk, material));
}

/** Whether a user who makes files of two parts may have brought only the first, to parameters that ask for one. */
function mayBeFirstPart(vault: OpenVault, cmk: Cmk, { second, material }: OpenedFile): boolean {
	const isKey = second === null && material?.length === keyMaterialBytes;
	return isKey && isUsedToTwoParts(vault, cmk);
}

/** What is inside, against what the CMK takes. */
async function materialFindings(
	vault: OpenVault,
	cmk: Cmk,
	{ setId }: LiveParameters,
	unwrapped: Bytes
): Promise<ImportFinding[]> {
	const { keySpec } = cmk;
	if (isPair(keySpec)) return pairFindings(vault, cmk, setId, unwrapped);
	const { length: bytes } = unwrapped;
	const held = heldMaterial(unwrapped, keySpec);
	if (!held) {
		const { least: expectedBytes, most: mostBytes } = secretLengths(keySpec);
		return [{ id: 'EK-MATLEN', bytes, expectedBytes, mostBytes }];
	}
	const { form, material } = held;
	try {
		const asText: ImportFinding[] =
			form === 'BYTES'
				? []
				: form === 'LINE_BREAK'
					? [{ id: 'EK-MATBREAK', bytes }]
					: [{ id: 'EK-MATTEXT', bytes, form }];
		const found = await shownCheckValue(material, keySpec);
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

/** What happened to the text, though it could be undone. */
function encodingNotes(reading: FileReading): ImportFinding[] {
	return [
		...(wasUtf16(reading) && !wereBytesAsUtf16(reading) ? [{ id: 'EK-UTF16' as const }] : []),
		...(wasEncodedTwice(reading) ? [{ id: 'EK-TWICE' as const, bytes: reading.bytes.length }] : [])
	];
}
