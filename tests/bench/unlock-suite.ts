import { argon2id, defaultArgon2id } from '#lib/crypto/argon2id.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { create, openEngine, passphrase, unlock, type Engine } from './engine.ts';
import { keysInWords, sizes, someAlias, vaultOf } from './large-vault.ts';
import { breakdown, inRounds, ratio, timed, type Cell, type Report } from './samples.ts';

const smallVault = 'bench-unlock';
const hashing = 'Argon2id';

/** UnlockVault from the first read to the log entry, in a small vault and in large ones. */
export async function unlockSuite(): Promise<Report> {
	await create(openEngine(smallVault));

	const samples = await inRounds(
		{
			argon2id: () => timed(1, bareArgon2id),
			small: unlocking(smallVault),
			many: unlocking(vaultOf(sizes.many)),
			most: unlocking(vaultOf(sizes.most)),
			mostAndPage: unlocking(vaultOf(sizes.most), true)
		},
		{ rounds: 7, budgetMs: 60_000, warmUp: false }
	);

	const many = `UnlockVault, ${keysInWords(sizes.many)}`;
	const most = `UnlockVault, ${keysInWords(sizes.most)}`;
	return {
		ratios: [
			ratio('UnlockVault, empty vault', samples.small, hashing, samples.argon2id),
			ratio(many, samples.many, hashing, samples.argon2id),
			ratio(most, samples.most, hashing, samples.argon2id),
			ratio(`${most}, and first page of keys`, samples.mostAndPage, hashing, samples.argon2id)
		],
		breakdowns: [
			breakdown('UnlockVault, empty vault', samples.small),
			breakdown(many, samples.many),
			breakdown(most, samples.most),
			breakdown(`bare ${hashing}, 64 MiB, 3 passes`, samples.argon2id)
		]
	};
}

/** Held, so that nothing of it is collected. */
let unlocked: Engine | undefined;

/** Unlocks, and lists a page: the worker is weighed then. */
export async function openMost(): Promise<Report> {
	unlocked = openEngine(vaultOf(sizes.most));
	await unlock(unlocked);
	await unlocked.handle('Encrypt', { KeyId: someAlias, Plaintext: randomBytes(32) });
	await unlocked.handle('ListKeys', {});
	return { ratios: [], breakdowns: [] };
}

function bareArgon2id(): void {
	argon2id(passphraseBytes(passphrase), {
		id: 'argon2id',
		...defaultArgon2id,
		salt: randomBytes(32)
	});
}

/**
 * Argon2id reports each hundredth of its way; the store is read while it runs.
 *
 * @param lists - a page of keys, for which the records are opened
 */
function unlocking(databaseName: string, lists = false): Cell {
	return async () => {
		let first: number | undefined;
		let last = 0;
		const engine = openEngine(databaseName, {
			emit(event) {
				if (event.type !== 'passphraseProgress') return;
				last = performance.now();
				first ??= last;
			}
		});
		const start = performance.now();
		const { ms, parts } = await engine.store.timed(1, async () => {
			await unlock(engine);
			if (lists) await engine.handle('ListKeys', {});
		});
		engine.store.close();
		const before = (first ?? start) - start;
		return {
			ms,
			parts: { before, [hashing]: last - start - before, after: ms - (last - start), ...parts }
		};
	};
}
