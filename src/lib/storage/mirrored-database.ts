/**
 * A vault's database and its mirror. The mirror is written within transactions of the database only, which let one tab at
 * a time, and as the last step of each: so it has all that a complete transaction has changed. It is flushed while the
 * browser commits: a power cut can leave either without the change, and nobody was told yet that it is done.
 */
import { equalBytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { eraseDueFrom } from './commit-rules.ts';
import type { Connection } from './connection.ts';
import { encodeEntry, firstDue } from './entry.ts';
import { Mirror, type MirroredVault, type MirrorRow, type Place } from './mirror.ts';
import type { UseMirrorFiles } from './mirror-files.ts';
import type { Rows } from './rows.ts';
import type { StoredRow } from './schema.ts';
import { openingKey, usableEpoch } from './stored-epoch.ts';
import { entryOf, entryRow, openingOf } from './stored-row.ts';
import type { VaultSnapshot } from './vault-store.ts';

/** What a transaction has changed. */
export interface RowChange {
	put: readonly StoredRow[];
	deleted: readonly number[];
	/** another vault is in place of all that was there */
	replaces?: boolean;
}

/** How the mirror has followed a change: `LEAVES_IDLE` with something in it that stands for nothing any more. */
type Followed = 'WHOLE' | 'LEAVES_IDLE' | 'NOT';

const tagBytes = 16;

const asMirrorRow = ({ epoch, bytes }: StoredRow): MirrorRow => [epoch, bytes];
const deletedRow = (epoch: number): MirrorRow => [epoch, new Uint8Array()];
const placeOf = (row: StoredRow): Place => ({
	epoch: row.epoch,
	tag: entryOf(row).head.slice(-tagBytes)
});

/** @returns where the vault stands; undefined for none, and for one whose epoch is unusable */
async function placeIn(rows: Rows): Promise<Place | undefined> {
	const newest = await rows.last();
	return newest && !Number.isNaN(usableEpoch(newest.epoch)) ? placeOf(newest) : undefined;
}

/** Whether a database has lost what the mirror has: all, or the newest. Another vault there is none of ours to lose. */
async function lacks(rows: Rows, vault: MirroredVault): Promise<boolean> {
	const [opening, newest = openingKey] = [await rows.get(openingKey), await rows.lastKey()];
	if (!opening || newest === openingKey) return true;
	try {
		const isSame = equalBytes(openingOf(opening).vaultId, snapshotOf(vault).vaultId);
		return isSame && usableEpoch(newest) < vault.epoch;
	} catch (error) {
		return !hasProblem(error, 'NEWER_FORMAT');
	}
}

const hasProblem = (error: unknown, wanted: 'NEWER_FORMAT' | 'OLDER_FORMAT') =>
	isKmsError(error, 'VaultDamaged') &&
	error.details.damage.some(({ problem }) => problem === wanted);

async function putAll(rows: Rows, vault: MirroredVault): Promise<void> {
	await rows.clear();
	for (const [epoch, bytes] of vault.rows)
		await rows.add(
			epoch === openingKey
				? { epoch, bytes, mirror: 'PUT_BACK' }
				: entryRow(entryOf({ epoch, bytes }))
		);
}

/** @throws DOMException when there is no room; the mirror is as it was then */
function appends(mirror: Mirror, rows: MirrorRow[], before: Place, after: Place): boolean {
	try {
		mirror.append(rows, before, after);
		return true;
	} catch (error) {
		if (error instanceof DOMException && error.name === 'QuotaExceededError') throw error;
		return false;
	}
}

async function mark(rows: Rows): Promise<void> {
	const opening = await rows.get(openingKey);
	if (opening && opening.mirror !== 'KEPT') await rows.put({ ...opening, mirror: 'KEPT' });
}

/** @throws KmsError `VaultDamaged` for an opening that is none */
function snapshotOf({ rows: [opening, ...entries] }: MirroredVault): VaultSnapshot {
	const [epoch, bytes] = opening ?? deletedRow(openingKey);
	return {
		...openingOf({ epoch, bytes }),
		entries: entries.map(([key, value]) => entryOf({ epoch: key, bytes: value }))
	};
}

/** A vault's database, and the mirror where there are files for one. */
export class MirroredDatabase {
	readonly #connection: Connection;
	readonly #useFiles: UseMirrorFiles;
	/** whether this has seen that the opening says of a mirror that it is kept */
	#isMarked = false;
	/** where the last change from here has led: the next needn't look, unless another tab was first */
	#place: Place | undefined;
	/** whether the mirror ends where the database does, but isn't whole */
	#isAltered = false;
	/** when the first that is in the mirror is due, as far as is known; before that is known, it wasn't read either */
	#firstDue = -Infinity;
	#isKept = false;

	constructor(connection: Connection, useFiles: UseMirrorFiles) {
		this.#connection = connection;
		this.#useFiles = useFiles;
	}

	/** Whether the last change went into both. */
	get isKept(): boolean {
		return this.#isKept;
	}

	/** Puts back from the mirror what the database has lost. */
	async heal(): Promise<void> {
		await this.#withMirror(async (mirror) => {
			const look = () =>
				this.#connection.transact('readwrite', async (rows) => {
					const [place, hasOpening] = [await placeIn(rows), await rows.has(openingKey)];
					if (place && hasOpening && mirror.isAt(place)) return;
					const vault = mirror.read();
					if (vault && (await lacks(rows, vault))) await putAll(rows, vault);
				});
			try {
				await look().catch(look);
			} catch (error) {
				const isLost = isKmsError(error, 'StorageFailed') || hasProblem(error, 'NEWER_FORMAT');
				const vault = isLost ? mirror.read() : undefined;
				if (vault) await this.#makeAnew(vault);
			}
		});
	}

	/**
	 * Changes the vault in a transaction, and has the mirror follow. A change for which there is no room in either is not
	 * made. A mirror that can't be written otherwise, or not as a whole, is given up, and the vault goes on without.
	 *
	 * @param unverified - leaves the mirror as it is
	 * @param work - compares the epoch, where one is expected
	 */
	async change(
		{ expectedEpoch, unverified = false }: { expectedEpoch?: number; unverified?: boolean },
		work: (rows: Rows) => Promise<RowChange>
	): Promise<void> {
		await this.#useFiles(async (files) => {
			const mirror = files && !unverified ? new Mirror(files) : undefined;
			let followed: Followed;
			let isOnDisk = true as boolean; // a callback sets it, which the compiler does not follow
			const flush = () => {
				try {
					mirror?.flush();
				} catch {
					isOnDisk = false;
				}
			};
			try {
				followed = await this.#connection.transact(
					'readwrite',
					async (rows) => {
						const known = this.#place?.epoch === expectedEpoch ? this.#place : undefined;
						const place = known ?? (mirror && placeIn(rows));
						const [before, change] = await Promise.all([place, work(rows)]);
						return mirror ? this.#follow(rows, mirror, change, before) : 'NOT';
					},
					flush
				);
				if (!isOnDisk) followed = 'NOT';
			} catch (error) {
				mirror?.undo();
				this.#place = undefined;
				throw error;
			}
			if (unverified) return;
			this.#isKept = followed !== 'NOT';
			// The change may have written an opening that has no mark.
			if (!this.#isKept) this.#isMarked = false;
			try {
				if (followed === 'NOT') mirror?.drop();
				if (followed === 'LEAVES_IDLE') await this.#inOrder(mirror, () => undefined);
			} catch {
				// The next change or start finds it as it is.
			}
		});
	}

	/** @throws DOMException when there is no room for the change */
	async #follow(
		rows: Rows,
		mirror: Mirror,
		{ put, deleted, replaces = false }: RowChange,
		before: Place | undefined
	): Promise<Followed> {
		const hasNewOpening = replaces || put.some(({ epoch }) => epoch === openingKey);
		if (!this.#isMarked || hasNewOpening) await mark(rows);
		this.#isMarked = true;
		for (const { due = Infinity } of put) this.#firstDue = Math.min(this.#firstDue, due);
		if (before && !replaces && !this.#isAltered && mirror.isAt(before)) {
			const newest = put.reduce((a, b) => (a.epoch > b.epoch ? a : b));
			const after = newest.epoch > before.epoch ? placeOf(newest) : before;
			this.#place = after;
			const changed = [...put.map(asMirrorRow), ...deleted.map(deletedRow)];
			if (!appends(mirror, changed, before, after)) return 'NOT';
			const isNew = ({ epoch }: StoredRow) => epoch > before.epoch;
			return deleted.length === 0 && put.every(isNew) ? 'WHOLE' : 'LEAVES_IDLE';
		}
		const all = await rows.after();
		const newest = all.at(-1);
		if (!newest || Number.isNaN(usableEpoch(newest.epoch))) return 'NOT';
		try {
			this.#place = placeOf(newest);
			mirror.rewrite(all.map(asMirrorRow), this.#place);
			this.#isAltered = false;
			return 'LEAVES_IDLE';
		} catch {
			return 'NOT';
		}
	}

	/**
	 * Deletes the vault from both. The mirror goes first, as the last step of the database's transaction: stopped before
	 * that has ended, the database still has all of it, and no mirror can bring back what the database no longer has.
	 *
	 * @param work - compares the epoch, and deletes every row
	 * @throws KmsError `StorageFailed` where there is a mirror that can't be reached: it would bring the vault back
	 */
	async delete(work: (rows: Rows) => Promise<void>): Promise<void> {
		await this.#useFiles((files) =>
			this.#connection.transact('readwrite', async (rows) => {
				const opening = await rows.get(openingKey);
				if (!files && opening?.mirror) throw new KmsError('StorageFailed', { reason: 'NO_MIRROR' });
				await work(rows);
				if (files) new Mirror(files).drop();
			})
		);
		this.#place = undefined;
		this.#isMarked = this.#isAltered = this.#isKept = false;
	}

	/**
	 * Erases what is due in the mirror. The first time, it also looks whether the mirror is whole.
	 *
	 * @param hasErased - whether something was, in the database
	 */
	async sweep(now: EpochMillis, hasErased: boolean): Promise<void> {
		if (!hasErased && now < this.#firstDue) return;
		const isFirst = this.#firstDue === -Infinity;
		this.#firstDue = Infinity;
		const sweepAt = (mirror: Mirror, place: Place) => {
			if (isFirst && mirror.isAt(place)) this.#isAltered = mirror.read()?.epoch !== place.epoch;
			const change: MirrorRow[] = [];
			for (const [epoch, bytes] of mirror.rows(place)) {
				if (epoch === openingKey) continue;
				const { entry, erased } = eraseDueFrom(entryOf({ epoch, bytes }), now);
				if (erased.length > 0) change.push([epoch, encodeEntry(entry)]);
				this.#firstDue = Math.min(this.#firstDue, firstDue(entry) ?? Infinity);
			}
			if (change.length === 0) return;
			mirror.append(change, place, place);
			mirror.flush();
		};
		try {
			await this.#withMirror((mirror) => this.#inOrder(mirror, (place) => sweepAt(mirror, place)));
		} catch {
			this.#firstDue = -Infinity;
		}
	}

	/** Reads the vault in a transaction. @returns it with what the last unlock did not know of */
	async read(
		work: (rows: Rows) => Promise<VaultSnapshot | undefined>
	): Promise<VaultSnapshot | undefined> {
		return this.#useFiles((files) =>
			this.#connection.transact('readonly', async (rows) => {
				const snapshot = await work(rows);
				if (!snapshot) return undefined;
				const opening = await rows.get(openingKey);
				if (opening?.mirror === 'PUT_BACK') return { ...snapshot, recovered: 'DATABASE' };
				const place = files && opening?.mirror && (await placeIn(rows));
				const isLost = place && (this.#isAltered || !new Mirror(files).isAt(place));
				return isLost ? { ...snapshot, recovered: 'MIRROR' } : snapshot;
			})
		);
	}

	/** @returns the vault as the mirror has it; undefined where none is whole */
	async readMirror(): Promise<VaultSnapshot | undefined> {
		return this.#useFiles(async (files) => {
			const vault = files && new Mirror(files).read();
			return vault && snapshotOf(vault);
		});
	}

	/** Puts the vault that the mirror has into the database, whatever is there. */
	async putBack(): Promise<void> {
		await this.#withMirror(async (mirror) => {
			const vault = mirror.read();
			if (!vault) return;
			try {
				await this.#connection.transact('readwrite', (rows) => putAll(rows, vault));
			} catch (error) {
				if (!isKmsError(error, 'StorageFailed')) throw error;
				await this.#makeAnew(vault);
			}
		});
	}

	async #makeAnew(vault: MirroredVault): Promise<void> {
		await this.#connection.delete();
		await this.#connection.transact('readwrite', (rows) => putAll(rows, vault));
	}

	async #inOrder(mirror: Mirror | undefined, work: (place: Place) => void): Promise<void> {
		if (!mirror) return;
		await this.#connection.transact('readwrite', async (rows) => {
			const place = await placeIn(rows);
			if (!place) return;
			work(place);
			mirror.tidy(place);
		});
	}

	async #withMirror(work: (mirror: Mirror) => Promise<void>): Promise<void> {
		await this.#useFiles(async (files) => {
			if (files) await work(new Mirror(files));
		});
	}
}
