/** Names what is wrong in a vault whose entries don't fit together. */
import type { Damage } from '#lib/domain/errors.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { hasErased, type ErasableRow } from '#lib/storage/entry.ts';
import type { CheckedEntry } from './check-entries.ts';
import { namedErasables, rowHash } from './erasables.ts';
import { findChainBreak, logEnd, logOf } from './log-chain.ts';
import type { OpenVault } from './open-vault.ts';
import { openHead, type Head } from './sealing.ts';
import { isSweepMarker, withErasedEarly } from './sweep-marker.ts';

/** An entry whose erasables may not be as they were written. */
export type Suspect = Pick<CheckedEntry, 'entry' | 'erasablesAreWhole'>;

/** Finds out what it is that does not fit. */
export async function entryDamage(
	{ keys, vaultId }: OpenVault,
	checked: readonly CheckedEntry[],
	head: Head | undefined
): Promise<Damage[]> {
	const damage: Damage[] = [];
	for (const { entry, body, contentIsWhole } of checked) {
		const isWhole = body && contentIsWhole && (await openHead(keys, vaultId, entry));
		if (!isWhole) damage.push({ record: `entries/${entry.epoch}`, problem: 'ALTERED' });
	}
	const rows = logOf(checked.map(({ entry }) => entry));
	const brokenAt = await findChainBreak(keys, rows, head && logEnd(head));
	if (brokenAt !== null) damage.push({ record: `log/${brokenAt}`, problem: 'CHAIN_BROKEN' });
	const isMissing = head === undefined || checked.length <= head.count;
	if (!damage.some(({ record }) => record.startsWith('entries/')))
		damage.push({ record: 'entries', problem: isMissing ? 'MISSING' : 'SET_CHANGED' });
	return damage;
}

/**
 * Key material and wrapping keys. Those of an entry that are as they were written are those that the vault's records
 * name. Of any other entry each is looked at: a record names it by its hash and due date, and a missing one is fine
 * once due. What a sweep erased before its time is that CMK's loss, and no damage.
 *
 * @param all - looks at all
 */
export async function erasablesDamage(
	vault: OpenVault,
	checked: readonly Suspect[],
	now: EpochMillis,
	all: boolean
): Promise<Damage[]> {
	const suspects = checked.filter(({ erasablesAreWhole }) => all || !erasablesAreWhole);
	if (suspects.length === 0) return [];
	const epochs = new Set(suspects.map(({ entry }) => entry.epoch));
	const unnamed = new Map([...vault.erasables].filter(([, { epoch }]) => epochs.has(epoch)));
	const early = new Set<string>();
	const problems = await Promise.all(
		namedErasables(vault).map(async ({ recordId, rowHash: expectedHash, notAfter }) => {
			const row = vault.erasables.get(recordId);
			unnamed.delete(recordId);
			if (row && !epochs.has(row.epoch)) return [];
			const problem = await erasableProblem(row, expectedHash, notAfter, now);
			if (problem === 'ERASED_EARLY') early.add(recordId);
			return problem && problem !== 'ERASED_EARLY'
				? [{ record: `erasables/${recordId}`, problem }]
				: [];
		})
	);
	if (early.size > 0)
		for (const [keyId, cmk] of vault.cmks) vault.cmks.set(keyId, withErasedEarly(cmk, early));
	const damage: Damage[] = problems.flat();
	for (const { entry } of suspects)
		if (hasErased(entry.erasables) === undefined)
			damage.push({ record: `entries/${entry.epoch}`, problem: 'ALTERED' });
	for (const [id, { sealed }] of unnamed) {
		// What no record names can belong to one that is damaged, and is only then no damage of its own.
		if (sealed && !all) damage.push({ record: `erasables/${id}`, problem: 'UNEXPECTED' });
		vault.erasables.delete(id);
	}
	return damage;
}

async function erasableProblem(
	row: ErasableRow | undefined,
	expectedHash: string,
	notAfter: EpochMillis | null,
	now: EpochMillis
): Promise<Damage['problem'] | 'ERASED_EARLY' | undefined> {
	const due = notAfter !== null && notAfter <= now;
	if (row === undefined) return due ? undefined : 'MISSING';
	if (row.notAfter !== notAfter) return 'ALTERED';
	if (row.sealed === null) {
		if (!isSweepMarker(row)) return 'MISSING';
		return due ? undefined : 'ERASED_EARLY';
	}
	return (await rowHash({ ...row, sealed: row.sealed })) === expectedHash ? undefined : 'ALTERED';
}
