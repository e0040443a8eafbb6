import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import type { RsaPadding } from '#lib/domain/import/rsa-padding.ts';
import {
	isHybrid,
	modulusBytes,
	oaepHash,
	type WrappingAlgorithm
} from '#lib/domain/import/wrapping.ts';
import { usualWrappedBytes } from '#lib/domain/import/encrypted-key-size.ts';
import { expectedBytes, type LiveParameters } from './expected-bytes.ts';
import type { OpenedFile } from './open-anyhow.ts';
import type { WrappingKeyCandidate } from './wrapping-keys.ts';

const aesKeyLengths: readonly number[] = [16, 24, 32];

/** What the first of two parts holds, where the second is missing. */
export function firstPartFindings({ firstBytes, aesKeyForm }: OpenedFile): ImportFinding[] {
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

/** What had to be undone before the file opened. */
export function repairFindings(
	{ repair, bytes }: OpenedFile,
	live: LiveParameters
): ImportFinding[] {
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

/** Whose parameters it was made for, if not the live ones. */
export function setFindings(
	{ relation, cmk, set }: WrappingKeyCandidate,
	live: LiveParameters
): ImportFinding[] {
	const { setId, issued } = set;
	if (relation === 'REPLACED')
		return [{ id: 'EK-OLDSET', setId, issued, currentSetId: live.setId }];
	if (relation === 'OTHER_KEY') return [{ id: 'EK-OTHERKEY', keyId: cmk.keyId, setId }];
	return [];
}

/** How it was encrypted, against what the live parameters ask for. */
export function methodFindings(opened: OpenedFile, live: LiveParameters): ImportFinding[] {
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
		...secondPartFindings(opened)
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
function secondPartFindings({
	second,
	aesKeyForm,
	secondText,
	firstBytes,
	bytes,
	candidate
}: OpenedFile): ImportFinding[] {
	if (second === null) return [];
	const asText: ImportFinding[] = [
		...(aesKeyForm ? [{ id: 'EK-AESTEXT' as const, form: aesKeyForm }] : []),
		...(secondText ? [{ id: 'EK-SECONDTEXT' as const, form: secondText }] : [])
	];
	const rsaBytes = modulusBytes(candidate.set.wrappingKeySpec);
	const length = {
		bytes: bytes - rsaBytes,
		expectedBytes: usualWrappedBytes(candidate.cmk.keySpec)
	};
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
