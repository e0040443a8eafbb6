import { randomBytes } from '#lib/crypto/random.ts';
import { cheapPassphrase } from '../support/vault.ts';
import { create, openEngine } from './engine.ts';
import { aesGcm, openStrictWrites } from './floor.ts';
import { breakdown, inRounds, ratio, timed, type Report } from './samples.ts';

const plaintextBytes = 4096;
/** One bare call is too short for the clock. */
const bareCalls = 500;
const calls = 8;
const callers = 64;

/** Encrypt and Decrypt of 4 KiB, each with its entry in the log on the disk before the answer. */
export async function useSuite(): Promise<Report> {
	const { handle, store, ...engine } = openEngine('bench-use', { passphraseCost: cheapPassphrase });
	await create({ handle, store, ...engine });
	const { KeyId } = (await handle('CreateKey', {})).KeyMetadata;
	const plaintext = randomBytes(plaintextBytes);
	const encrypt = () => handle('Encrypt', { KeyId, Plaintext: plaintext });
	const { CiphertextBlob } = await encrypt();
	const single = openEngine('bench-use-single', {
		passphraseCost: cheapPassphrase,
		withoutMirror: true
	});
	await create(single);
	await single.handle('CreateKey', { AliasName: 'alias/single' });
	const encryptInSingle = () =>
		single.handle('Encrypt', { KeyId: 'alias/single', Plaintext: plaintext });
	await encryptInSingle();
	const write = await openStrictWrites('bench-use-floor');
	const bare = await aesGcm(plaintext);

	const samples = await inRounds(
		{
			encrypt: () => store.timed(calls, encrypt),
			encryptInSingle: () => single.store.timed(calls, encryptInSingle),
			decrypt: () => store.timed(calls, () => handle('Decrypt', { CiphertextBlob })),
			together: async () => {
				const all = await timed(1, () => Promise.all(Array.from({ length: callers }, encrypt)));
				return { ms: all.ms / callers, parts: {} };
			},
			bareEncrypt: () => timed(bareCalls, bare.encrypt),
			bareDecrypt: () => timed(bareCalls, bare.decrypt),
			encryptAndWrite: () =>
				timed(calls, async () => {
					await bare.encrypt();
					await write();
				}),
			decryptAndWrite: () =>
				timed(calls, async () => {
					await bare.decrypt();
					await write();
				}),
			write: () => timed(calls, write)
		},
		{ rounds: 21, budgetMs: 12_000 }
	);

	return {
		ratios: [
			ratio('Encrypt, 4 KiB', samples.encrypt, 'subtle.encrypt', samples.bareEncrypt),
			ratio(
				'Encrypt, 4 KiB',
				samples.encrypt,
				'subtle.encrypt + 1 strict write',
				samples.encryptAndWrite
			),
			ratio(
				'Encrypt, 4 KiB, without a mirror',
				samples.encryptInSingle,
				'subtle.encrypt + 1 strict write',
				samples.encryptAndWrite
			),
			ratio('Decrypt, 4 KiB', samples.decrypt, 'subtle.decrypt', samples.bareDecrypt),
			ratio(
				'Decrypt, 4 KiB',
				samples.decrypt,
				'subtle.decrypt + 1 strict write',
				samples.decryptAndWrite
			),
			ratio(`Encrypt, ${callers} in flight`, samples.together, 'Encrypt, 1', samples.encrypt),
			// Other than the rest: bare calls in the time of one, so that more is better.
			ratio(
				'subtle.encrypt',
				samples.bareEncrypt,
				`Encrypt, ${callers} in flight`,
				samples.together
			)
		],
		breakdowns: [
			breakdown('Encrypt, 4 KiB', samples.encrypt),
			breakdown('Encrypt, 4 KiB, without a mirror', samples.encryptInSingle),
			breakdown('Decrypt, 4 KiB', samples.decrypt),
			breakdown('bare strict write', samples.write)
		]
	};
}
