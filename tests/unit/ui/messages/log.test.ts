import { describe, expect, test } from 'vitest';
import type { Operation } from '#lib/domain/vault/operation.ts';
import { operations, refusalIsLogged } from '#lib/service/operations.ts';
import { languages } from '#lib/domain/language.ts';
import { describeActor, describeLogEntry } from '#lib/ui/messages/log.ts';
import { importedKey } from '../../../support/importing.ts';
import { newKey, newVault, startOfTests } from '../../../support/vault.ts';
import { hourMs } from '#lib/domain/time.ts';

const done = (operation: string, detail = {}) =>
	describeLogEntry({ operation, result: 'Success', detail }, 'en');

test('what was done is told with its values', () => {
	expect(done('CreateKey', { origin: 'EXTERNAL' })).toBe('Key created, origin External');
	expect(done('RenameAlias', { from: 'a', to: 'b' })).toBe('Renamed from a to b');
	expect(done('ImportKeyMaterial', { again: false, validTo: null })).toBe(
		'Key material imported, never expires'
	);
	expect(done('ImportKeyMaterial', { again: true, validTo: startOfTests })).toMatch(
		/^Same key material imported again, expires 24 Nov 2026/
	);
	expect(done('CreateKey', { origin: 'AIRLOCK', tags: 1, tagKeys: 'env' })).toBe(
		'Key created, origin Made by Airlock, with tag env'
	);
	expect(done('TagResource', { tags: 7, tagKeys: 'a, b, c, d, e' })).toBe(
		'Tags a, b, c, d, e and 2 more set'
	);
	expect(done('UntagResource', { tags: 2, tagKeys: 'a, b' })).toBe('Tags a, b removed');
	expect(done('Encrypt', { bytes: 5 })).toBe('5 bytes encrypted');
	expect(done('UpdateAlias', { alias: 'a', from: 'x' })).toBe(
		'Alias a moved here from another key'
	);
	expect(done('UpdateAlias', { alias: 'a', to: 'x' })).toBe('Alias a moved to another key');
});

test('what was refused says why, by its reason where there is one', () => {
	const refused = { operation: 'ImportKeyMaterial', result: 'InvalidImportToken' } as const;
	expect(describeLogEntry({ ...refused, detail: { reason: 'SPENT' } }, 'en')).toBe(
		'Import of key material refused: the import token had been used'
	);
	expect(describeLogEntry({ ...refused, detail: {} }, 'en')).toBe(
		'Import of key material refused: the import token did not fit'
	);
	expect(describeLogEntry({ ...refused, detail: { reason: 'SPENT' } }, 'zh-CN')).toBe(
		'导入密钥材料被拒绝：导入令牌已经用过'
	);
});

test('an operation that this version does not know is shown by its name', () => {
	expect(done('EncryptWithFutureThings')).toBe('EncryptWithFutureThings');
});

test('an expiry while Airlock was closed says so', () => {
	const detail = { expired: startOfTests, erased: startOfTests + hourMs, whileLocked: true };
	expect(done('ExpireKeyMaterial', detail)).toContain('while Airlock was closed or locked');
	expect(done('ExpireKeyMaterial', { ...detail, whileLocked: false })).not.toContain('closed');
});

test('what a sweep erased early is told as that, and not as expired', () => {
	const detail = { expired: startOfTests, erased: startOfTests, whileLocked: true, early: true };
	const early = 'erased early: a sweep ran while the clock was ahead';
	expect(done('ExpireKeyMaterial', detail)).toContain(early);
	expect(done('ExpireImportParameters', { setId: crypto.randomUUID(), early: true })).toContain(
		early
	);
	const entry = { operation: 'ExpireKeyMaterial', result: 'Success', detail } as const;
	expect(describeLogEntry(entry, 'zh-CN')).toContain('提前擦除');
});

test('who did it is a person or the clock', () => {
	expect(describeActor('PERSON', 'en')).toBe('You');
	expect(describeActor('CLOCK', 'zh-CN')).toBe('时钟');
});

describe.each(languages)('in %s', (language) => {
	const written = (Object.keys(operations) as Operation[]).filter((operation) =>
		refusalIsLogged(operation, 'InvalidState')
	);
	test.each(written)('a refused %s has words of its own', (operation) => {
		const text = describeLogEntry({ operation, result: 'InvalidState', detail: {} }, language);
		expect(text).toMatch(/^[^:：]+(: |：)\S/);
	});

	test('every entry that a life of keys leaves behind has its sentence', async () => {
		const vault = await newVault();
		const { handle, kms, clock } = vault;
		const validTo = startOfTests + hourMs;
		const keyId = await importedKey(vault, undefined, validTo);
		await handle('CreateAlias', { AliasName: 'alias/a', TargetKeyId: keyId });
		const other = await newKey(vault, { Origin: 'AIRLOCK' });
		await handle('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: other });
		const Plaintext = new Uint8Array([1]);
		const { CiphertextBlob } = await handle('Encrypt', { KeyId: keyId, Plaintext });
		await handle('ReEncrypt', { CiphertextBlob, DestinationKeyId: other });
		const { Header } = await handle('EncryptFile', { KeyId: keyId, Bytes: 1 });
		const { Job } = await handle('ReEncryptFile', { Header, DestinationKeyId: other });
		await handle('FinishFile', { Job, Result: 'DONE', Bytes: 1, Replaced: true });
		await handle('TagResource', { KeyId: keyId, Tags: [{ TagKey: 'env', TagValue: 'x' }] });
		await handle('UntagResource', { KeyId: keyId, TagKeys: ['env'] });
		await handle('DisableKey', { KeyId: keyId });
		clock.set(validTo);
		await kms.sweep();
		const { Entries } = await handle('ListActivity', {});
		const sentences = Entries.map((entry) => describeLogEntry(entry, language));
		expect(Entries.map(({ operation }) => operation)).toEqual([
			'ExpireKeyMaterial',
			'DisableKey',
			'UntagResource',
			'TagResource',
			'FinishFile',
			'FinishFile',
			'ReEncryptFile',
			'ReEncryptFile',
			'EncryptFile',
			'ReEncrypt',
			'ReEncrypt',
			'Encrypt',
			'UpdateAlias',
			'UpdateAlias',
			'CreateKey',
			'CreateAlias',
			'ImportKeyMaterial',
			'GetParametersForImport',
			'CreateKey',
			'CreateVault'
		]);
		// The end of a job stands in the log of both keys.
		expect(new Set(sentences).size).toBe(sentences.length - 1);
		for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|NaN|–|[a-z][A-Z]/);
	});
});
