import { equalBytes, fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { Damage } from '#lib/domain/errors.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { isSlot } from '#lib/domain/vault/slot.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import { epochOf } from '#lib/storage/commit-rules.ts';
import type { ErasableRow, VaultSnapshot } from '#lib/storage/vault-store.ts';
import { rowHash } from './erasables.ts';
import { findChainBreak, headEnd, lastPosition, logEnd, logStart } from './log-chain.ts';
import { OpenVault, type OpenRecord } from './open-vault.ts';
import { isErasableRow, isRecordRow } from './row-shapes.ts';
import { isSweepMarker, withErasedEarly } from './sweep-marker.ts';
import {
	emptyDigest,
	openHead,
	openRecord,
	recordTag,
	slotsHash,
	vaultFormat,
	xor,
	type Head
} from './sealing.ts';
import { bytesOfRows, frameBytes } from './vault-size.ts';

const emptyHead: Head = {
	count: 0,
	setDigest: emptyDigest,
	highestTimeSeen: 0,
	logCount: 0,
	logHash: emptyDigest,
	slotsHash: ''
};

/**
 * Opens and verifies everything in a snapshot. What does not fit is named in `damage` and left out; nothing is
 * repaired.
 *
 * @param snapshot - with all of the log, or with what comes after `known`
 * @param known - the same vault at an earlier epoch: rows that have not changed since are not opened again
 * @throws {@link KmsError} `VaultDamaged` for a newer format, which this version could only misread
 */
export async function loadVault(
	snapshot: VaultSnapshot,
	keys: VaultKeys,
	now: EpochMillis,
	known?: OpenVault
): Promise<OpenVault> {
	const { head: headRow } = snapshot;
	if (headRow.format > vaultFormat)
		throw new KmsError('VaultDamaged', { damage: [{ record: 'head', problem: 'NEWER_FORMAT' }] });
	const head = headRow.format === vaultFormat ? await openHead(keys, headRow) : undefined;
	// The log can be read on without a head, as far as it follows from itself.
	const withoutHead = { ...emptyHead, ...headEnd(lastPosition(snapshot.log)) };
	const vault = new OpenVault(headRow.vaultId, keys, epochOf(headRow), head ?? withoutHead);
	const damage: Damage[] = head ? [] : [{ record: 'head', problem: 'ALTERED' }];

	damage.push(...(await loadRecords(vault, snapshot, head, known)));
	for (const slot of snapshot.slots) vault.slots.set(slot.slotId, slot);
	for (const row of snapshot.erasables) if (isErasableRow(row)) vault.erasables.set(row.id, row);
	const shapeless = snapshot.erasables
		.filter((row) => !isErasableRow(row))
		.map(({ id }) => `erasables/${id}`);
	const time = Math.max(now, vault.head.highestTimeSeen);
	const { problems, unnamed } = await checkErasables(vault, time, known);
	damage.push(...problems.filter(({ record }) => !shapeless.includes(record)));
	damage.push(...shapeless.map((record) => ({ record, problem: 'ALTERED' as const })));
	// What no record names can belong to one that is damaged, and is only then no damage of its own.
	if (damage.length === 0)
		damage.push(
			...unnamed.map((id) => ({ record: `erasables/${id}`, problem: 'UNEXPECTED' as const }))
		);
	const misshapen = snapshot.slots.filter((slot) => !isSlot(slot));
	for (const { slotId } of misshapen)
		damage.push({ record: `slots/${slotId}`, problem: 'UNREADABLE' });
	if (head && misshapen.length === 0 && (await slotsHash(snapshot.slots)) !== head.slotsHash)
		damage.push({ record: 'slots', problem: 'SLOTS_CHANGED' });
	const brokenAt = await findChainBreak(
		keys,
		snapshot.log,
		known ? logEnd(known.head) : logStart,
		head && logEnd(head)
	);
	if (brokenAt !== null) damage.push({ record: `log/${brokenAt}`, problem: 'CHAIN_BROKEN' });
	vault.damage = damage;
	if (damage.length === 0) {
		vault.logBytes = (known?.logBytes ?? 0) + bytesOfRows({ log: snapshot.log });
		vault.fileBytes = frameBytes + bytesOfRows({ ...snapshot, log: [] }) + vault.logBytes;
	}
	return vault;
}

/** For rows that a hand has put into another shape than any version of Airlock writes. */
export const unreadableVault = () =>
	new KmsError('VaultDamaged', { damage: [{ record: 'vault', problem: 'UNREADABLE' }] });

const emptyTag: Bytes = fromHex(emptyDigest);

async function loadRecords(
	vault: OpenVault,
	snapshot: VaultSnapshot,
	head: Head | undefined,
	known: OpenVault | undefined
): Promise<Damage[]> {
	const damage: Damage[] = [];
	const opened = await Promise.all(
		snapshot.records.map(async (row): Promise<[string, OpenRecord | Damage['problem'], Bytes]> => {
			if (!isRecordRow(row)) return [row.id, 'ALTERED', emptyTag];
			const before = known?.records.get(row.id);
			if (before?.row.version === row.version && equalBytes(before.row.sealed, row.sealed))
				return [row.id, before, before.tag];
			const [record, tag] = await Promise.all([
				openRecord(vault.keys, vault.vaultId, row),
				recordTag(vault.keys, row)
			]);
			return [row.id, typeof record === 'string' ? record : { row, tag, record }, tag];
		})
	);
	let digest = emptyTag;
	for (const [id, result, tag] of opened) {
		digest = xor(digest, tag);
		if (typeof result === 'string') damage.push({ record: `records/${id}`, problem: result });
		else vault.setRecord(id, result);
	}
	const { length } = snapshot.records;
	const fits = !head || (head.count === length && head.setDigest === toHex(digest));
	if (!fits && damage.length === 0)
		damage.push({ record: 'records', problem: length < head.count ? 'MISSING' : 'SET_CHANGED' });
	return damage;
}

/**
 * Key material and wrapping keys: each CMK names its own by hash and due date; a missing one is fine once due. What a
 * sweep erased before its time is that CMK's loss, and no damage.
 */
async function checkErasables(
	vault: OpenVault,
	now: EpochMillis,
	known: OpenVault | undefined
): Promise<{ problems: Damage[]; unnamed: string[] }> {
	const unnamed = new Set(vault.erasables.keys());
	const named = [...vault.cmks.values()].flatMap(
		({ material, importParameters, replacedWrappingKeys }) => [
			...(material
				? [
						{
							...material,
							notAfter:
								material.expirationModel === 'KEY_MATERIAL_EXPIRES' ? material.validTo : null
						}
					]
				: []),
			...[...(importParameters ? [importParameters] : []), ...replacedWrappingKeys].map((set) => ({
				...set,
				notAfter: set.validTo
			}))
		]
	);
	const early = new Set<string>();
	const problems = await Promise.all(
		named.map(async ({ recordId, rowHash: expectedHash, notAfter }) => {
			unnamed.delete(recordId);
			const row = vault.erasables.get(recordId);
			const problem = await erasableProblem(
				row,
				expectedHash,
				notAfter,
				now,
				known?.erasables.get(recordId)
			);
			if (problem === 'ERASED_EARLY') early.add(recordId);
			return problem && problem !== 'ERASED_EARLY'
				? [{ record: `erasables/${recordId}`, problem }]
				: [];
		})
	);
	if (early.size > 0)
		for (const [keyId, cmk] of vault.cmks) vault.cmks.set(keyId, withErasedEarly(cmk, early));
	return { problems: problems.flat(), unnamed: [...unnamed] };
}

async function erasableProblem(
	row: ErasableRow | undefined,
	expectedHash: string,
	notAfter: EpochMillis | null,
	now: EpochMillis,
	known: ErasableRow | undefined
): Promise<Damage['problem'] | 'ERASED_EARLY' | undefined> {
	const due = notAfter !== null && notAfter <= now;
	if (row === undefined) return due ? undefined : 'MISSING';
	if (row.notAfter !== notAfter) return 'ALTERED';
	if (row.sealed === null) {
		if (!isSweepMarker(row)) return 'MISSING';
		return due ? undefined : 'ERASED_EARLY';
	}
	if (row.erasedAt !== null) return 'ALTERED';
	const unchanged =
		known?.sealed != null && known.version === row.version && equalBytes(known.sealed, row.sealed);
	if (unchanged) return undefined;
	return (await rowHash({ ...row, sealed: row.sealed })) === expectedHash ? undefined : 'ALTERED';
}
