import { describe, expect, test } from 'vitest';
import { rsaOaepEncrypt } from '#lib/crypto/rsa-oaep.ts';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { dayMs } from '#lib/domain/time.ts';
import { practiceAnswers, type Prepared } from '#lib/service/worker/answer-practice.ts';
import { scenarioIds, scenarios, stepsDone, type ScenarioId } from '#lib/ui/practice/scenarios.ts';
import { languages } from '#lib/domain/language.ts';
import { stepWords } from '#lib/ui/messages/learn.ts';
import { getParameters, importRequest } from '../../../support/importing.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { newVault, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

/** The clock of a vault, which no scenario moves. */
const still = ({ clock }: TestVault) => ({ now: clock.now, setOffset: () => undefined });

interface Played {
	vault: TestVault;
	keyId: KeyId | null;
	prepared: Prepared;
	/** a prepared file; a test fails where there is none */
	file: (name: string) => Bytes;
	/** what the log says was done since */
	done: (token?: Bytes) => Promise<number>;
}

async function begin(scenario: ScenarioId, vault?: TestVault): Promise<Played> {
	const own = vault ?? (await newVault());
	const prepared = await practiceAnswers.Prepare({ Scenario: scenario }, own.handle, still(own));
	const since = (await own.handle('ListActivity', {})).Total;
	const run = {
		keyId: prepared.keyId,
		files: prepared.files,
		since,
		stepsDone: scenarios[scenario].files ? 1 : 0
	};
	return {
		vault: own,
		keyId: prepared.keyId,
		prepared,
		file: (name) => {
			const bytes = prepared.files[name];
			if (!bytes) throw new Error(`there is no ${name}`);
			return bytes;
		},
		done: async (token) => {
			const { Entries } = await own.handle('ListActivity', { Limit: 1000 });
			return stepsDone(scenario, run, { entries: Entries, token }).stepsDone;
		}
	};
}

const importWith = ({ vault, keyId, file }: Played, encrypted: string, token: string) =>
	vault.handle('ImportKeyMaterial', {
		KeyId: keyId ?? '',
		EncryptedKeyMaterial: file(encrypted),
		ImportToken: file(token),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
const useKey = ({ vault, keyId }: Played) =>
	vault.handle('Encrypt', { KeyId: keyId ?? '', Plaintext: Uint8Array.of(1) });

describe('a practice scenario ticks what really happened', () => {
	test('import in the app', async () => {
		const played = await begin('import');
		const KeyId = played.keyId ?? '';
		expect(await played.done()).toBe(0);
		await played.vault.handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
		expect(await played.done()).toBe(1);
		const { Progress } = await played.vault.handle('EncryptKeyMaterial', {
			KeyId,
			Copy: { Kind: 'SHOW' }
		});
		expect(await played.done()).toBe(2);
		await played.vault.handle('ImportKeyMaterial', {
			KeyId,
			EncryptedKeyMaterial: Progress.EncryptedKey?.Bytes ?? new Uint8Array(),
			ImportToken: Progress.ImportToken?.Bytes ?? new Uint8Array(),
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		});
		expect(await played.done()).toBe(3);
	});

	test('import with OpenSSL', async () => {
		const played = await begin('openssl');
		const KeyId = played.keyId ?? '';
		const parameters = await getParameters(played.vault, KeyId, { Place: 'ELSEWHERE' });
		expect(await played.done()).toBe(1);
		await played.vault.handle('DownloadImportParameters', { KeyId });
		expect(await played.done()).toBe(2);
		await played.vault.handle('ImportKeyMaterial', importRequest(parameters));
		expect(await played.done()).toBe(3);
	});

	test('the SHA-1 mistake', async () => {
		const played = await begin('sha1');
		expect(
			(await refusalOf(importWith(played, 'EncryptedKeyMaterial-sha1.bin', 'ImportToken.bin'))).code
		).toBe('InvalidCiphertext');
		expect(await played.done()).toBe(2);
		await importWith(played, 'EncryptedKeyMaterial-sha256.bin', 'ImportToken.bin');
		expect(await played.done()).toBe(3);
		await useKey(played);
		expect(await played.done()).toBe(4);
	});

	test('the token from an older download', async () => {
		const played = await begin('old-token');
		expect(await played.done(played.file('ImportToken-new.bin'))).toBe(1);
		expect(await played.done(played.file('ImportToken-old.bin'))).toBe(2);
		const refused = importWith(played, 'EncryptedKeyMaterial.bin', 'ImportToken-old.bin');
		expect(await refusalOf(refused)).toMatchObject({
			code: 'InvalidImportToken',
			details: { reason: 'REPLACED' }
		});
		await importWith(played, 'EncryptedKeyMaterial.bin', 'ImportToken-new.bin');
		await useKey(played);
		expect(await played.done()).toBe(4);
	});

	test('key material that expires and is imported again', async () => {
		const played = await begin('expiry');
		await useKey(played);
		played.vault.clock.advance(dayMs);
		await played.vault.kms.sweep();
		expect(await played.done()).toBe(3);
		const KeyId = played.keyId ?? '';
		await played.vault.handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
		const { Progress } = await played.vault.handle('EncryptKeyMaterial', {
			KeyId,
			KeyMaterial: Uint8Array.from(played.file('KeyMaterial.bin')),
			Copy: { Kind: 'NONE' }
		});
		await played.vault.handle('ImportKeyMaterial', {
			KeyId,
			EncryptedKeyMaterial: Progress.EncryptedKey?.Bytes ?? new Uint8Array(),
			ImportToken: Progress.ImportToken?.Bytes ?? new Uint8Array(),
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		});
		expect(await played.done()).toBe(4);
	});

	test('other key material', async () => {
		const played = await begin('other-material');
		const refused = importWith(played, 'EncryptedKeyMaterial-other.bin', 'ImportToken.bin');
		expect((await refusalOf(refused)).code).toBe('IncorrectKeyMaterial');
		await importWith(played, 'EncryptedKeyMaterial-same.bin', 'ImportToken.bin');
		await useKey(played);
		expect(await played.done()).toBe(4);
	});

	test('wrapping for AWS, which this page plays', async () => {
		const played = await begin('aws');
		const publicKey = played.file('WrappingPublicKey.bin');
		await played.vault.handle('WrapKeyMaterial', {
			Target: 'AWS',
			PublicKey: publicKey,
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			KeySpec: 'AES_256',
			KeyMaterial: new Uint8Array(32).map((_, index) => index * 7),
			Copy: { Kind: 'NONE' },
			ImportToken: played.file('ImportToken.bin')
		});
		expect(await played.done()).toBe(2);
		const { cloudKey: CloudKey } = played.prepared;
		if (!CloudKey) throw new Error('there is no cloud');
		const { handle } = played.vault;
		const opens = (File: Bytes) =>
			practiceAnswers.OpenInCloud({ CloudKey, File }, handle, still(played.vault));
		const wrapped = (byteCount: number) =>
			rsaOaepEncrypt(publicKey, 'SHA-256', new Uint8Array(byteCount));
		expect(await opens(await wrapped(32))).toBe(true);
		expect(await opens(await wrapped(16))).toBe(false);
		expect(await opens(played.file('ImportToken.bin'))).toBe(false);
	});

	test('only in its order, and only of its own key', async () => {
		const played = await begin('sha1');
		await importWith(played, 'EncryptedKeyMaterial-sha256.bin', 'ImportToken.bin');
		await useKey(played);
		expect(await played.done()).toBe(1);
		const other = await begin('sha1', played.vault);
		await refusalOf(importWith(other, 'EncryptedKeyMaterial-sha1.bin', 'ImportToken.bin'));
		expect([await played.done(), await other.done()]).toEqual([1, 2]);
	});

	test('and has three to seven steps with words in both languages', () => {
		expect(scenarioIds).toHaveLength(8);
		for (const scenario of scenarioIds)
			for (const language of languages) {
				const words = stepWords(scenario, language);
				expect(words).toHaveLength(scenarios[scenario].steps.length);
				expect(words.length).toBeGreaterThanOrEqual(3);
				expect(words.every((sentence) => sentence !== '')).toBe(true);
			}
	});
});
