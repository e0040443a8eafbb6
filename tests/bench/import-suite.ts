import { dayMs } from '#lib/domain/time.ts';
import { wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { cheapPassphrase } from '../support/vault.ts';
import { create, openEngine, type Engine } from './engine.ts';
import { newAesKey, openStrictWrites, rsaOaepDecryption } from './floor.ts';
import { breakdown, inRounds, ratio, timed, type Report, type Sample } from './samples.ts';

/** ImportKeyMaterial: from the two files to the committed key. Key pairs are made outside the measurement. */
export async function importSuite(): Promise<Report> {
	const engine = openEngine('bench-import', { passphraseCost: cheapPassphrase });
	await create(engine);
	const write = await openStrictWrites('bench-import-floor');
	const decrypt2048 = await rsaOaepDecryption(2048);
	const decrypt4096 = await rsaOaepDecryption(4096);
	const floor = (decrypt: () => Promise<unknown>) => () =>
		timed(1, async () => {
			await newAesKey();
			await decrypt();
			await write();
		});

	const samples = await inRounds(
		{
			import2048: () => importInto(engine, 'RSA_2048'),
			import4096: () => importInto(engine, 'RSA_4096'),
			floor2048: floor(decrypt2048),
			floor4096: floor(decrypt4096),
			decrypt2048: () => timed(1, decrypt2048),
			decrypt4096: () => timed(1, decrypt4096)
		},
		{ rounds: 15, budgetMs: 12_000 }
	);

	const to = (spec: string) => `generateKey (AES) + ${spec} decrypt + 1 strict write`;
	return {
		ratios: [
			ratio('ImportKeyMaterial, RSA_2048', samples.import2048, to('RSA_2048'), samples.floor2048),
			ratio('ImportKeyMaterial, RSA_4096', samples.import4096, to('RSA_4096'), samples.floor4096)
		],
		breakdowns: [
			breakdown('ImportKeyMaterial, RSA_2048', samples.import2048),
			breakdown('ImportKeyMaterial, RSA_4096', samples.import4096),
			breakdown('bare RSA-OAEP decrypt, 2048', samples.decrypt2048),
			breakdown('bare RSA-OAEP decrypt, 4096', samples.decrypt4096)
		]
	};
}

async function importInto(
	{ handle, store }: Engine,
	WrappingKeySpec: 'RSA_2048' | 'RSA_4096'
): Promise<Sample> {
	const { KeyMetadata } = await handle('CreateKey', { Origin: 'EXTERNAL' });
	const { KeyId, PublicKey, ImportToken } = await handle('GetParametersForImport', {
		KeyId: KeyMetadata.KeyId,
		WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
		WrappingKeySpec
	});
	const EncryptedKeyMaterial = await wrapKeyMaterial(
		'RSAES_OAEP_SHA_256',
		PublicKey,
		randomBytes(32)
	);
	return store.timed(1, () =>
		handle('ImportKeyMaterial', {
			KeyId,
			ImportToken,
			EncryptedKeyMaterial,
			ValidTo: Date.now() + dayMs
		})
	);
}
