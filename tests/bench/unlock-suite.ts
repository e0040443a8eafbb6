import { argon2id, defaultArgon2id } from '#lib/crypto/argon2id.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { create, openEngine, passphrase, unlock } from './engine.ts';
import { largeVault, manyKeys } from './large-vault.ts';
import {
	breakdown,
	inRounds,
	ratio,
	timed,
	type Cell,
	type Report,
	type Sample
} from './samples.ts';

const smallVault = 'bench-unlock';
const hashing = 'Argon2id';
const reading = 'read all';

/** UnlockVault from the first read to the log entry, in a small vault and in one of 10,000 keys. */
export async function unlockSuite(): Promise<Report> {
	await create(openEngine(smallVault));
	const large = openEngine(largeVault);

	const samples = await inRounds(
		{
			argon2id: () => timed(1, bareArgon2id),
			small: unlocking(smallVault),
			large: unlocking(largeVault),
			readAllRows: () => timed(1, () => large.store.readSnapshot())
		},
		{ rounds: 5, budgetMs: 40_000, warmUp: false }
	);

	const withoutHashing = samples.large.map((sample) => without(hashing, sample));
	return {
		ratios: [
			ratio('UnlockVault, empty vault', samples.small, hashing, samples.argon2id),
			ratio(`UnlockVault, ${manyKeys}`, samples.large, hashing, samples.argon2id),
			ratio(
				`UnlockVault, ${manyKeys}, all but ${hashing}`,
				withoutHashing,
				'reading the same rows',
				samples.readAllRows
			)
		],
		breakdowns: [
			breakdown('UnlockVault, empty vault', samples.small),
			breakdown(`UnlockVault, ${manyKeys}`, samples.large),
			breakdown(`bare ${hashing}, 64 MiB, 3 passes`, samples.argon2id)
		]
	};
}

function bareArgon2id(): void {
	argon2id(passphraseBytes(passphrase), {
		id: 'argon2id',
		...defaultArgon2id,
		salt: randomBytes(32)
	});
}

/** Argon2id begins where the rows have been read and reports its own end. */
function unlocking(databaseName: string): Cell {
	return async () => {
		let hashed = 0;
		const engine = openEngine(databaseName, {
			emit(event) {
				if (event.type === 'passphraseProgress') hashed = performance.now();
			}
		});
		const start = performance.now();
		const { ms, parts } = await engine.store.timed(1, () => unlock(engine));
		engine.store.close();
		const hash = hashed - start - (parts[reading] ?? 0);
		return { ms, parts: { [hashing]: hash, ...parts, rest: (parts['rest'] ?? 0) - hash } };
	};
}

function without(part: string, { ms, parts }: Sample): Sample {
	return { ms: ms - (parts[part] ?? 0), parts: {} };
}
