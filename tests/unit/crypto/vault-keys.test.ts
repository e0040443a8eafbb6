import { createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mac } from '#lib/crypto/mac.ts';
import { seal } from '#lib/crypto/seal.ts';
import { deriveVaultKeys, type VaultKeys } from '#lib/crypto/vault-keys.ts';
import { fromHex, utf8 } from '#lib/domain/bytes.ts';
import { outcome } from '../../support/outcome.ts';
import pinned from '../../vectors/vault-keys.json' with { type: 'json' };

const rootKey = fromHex(pinned.rootKey);
const vaultId = fromHex(pinned.vaultId);

/** The labels and the first bytes that they give for the root key of the vectors. Neither ever changes. */
const labels: [keyof VaultKeys, string, string][] = [
	['material', 'airlock/1/material', '7bf9f972'],
	['import', 'airlock/1/import', '73d3ef06'],
	['record', 'airlock/1/record', '9e4dffdd'],
	['head', 'airlock/1/head', 'b5169c32'],
	['set', 'airlock/1/set', '3db0f0f0'],
	['log', 'airlock/1/log', '4e3189bf'],
	['checkValue', 'airlock/1/check-value', 'e99813e1'],
	['token', 'airlock/1/token', '3f770d1c'],
	['file', 'airlock/1/file', '7b9b73b3']
];
const sealingKeys = ['material', 'import', 'record', 'head'];

describe('deriveVaultKeys', () => {
	it.each(labels)(
		'derives %s with the frozen label %s, beginning %s',
		async (name, label, start) => {
			const expected = Buffer.from(hkdfSync('sha256', rootKey, vaultId, label, 32));
			expect(expected.toString('hex', 0, 4)).toBe(start);
			expect(pinned.vectors.find((vector) => vector.label === label)?.output).toBe(
				expected.toString('hex')
			);

			const key = (await deriveVaultKeys(rootKey, vaultId))[name];
			if (sealingKeys.includes(name)) {
				const sealed = await seal(key, utf8('record'), utf8('place'));
				const decipher = createDecipheriv('aes-256-gcm', expected, sealed.subarray(0, 12));
				decipher.setAAD(utf8('place')).setAuthTag(sealed.subarray(-16));
				expect(decipher.update(sealed.subarray(12, -16)).toString()).toBe('record');
				expect(() => decipher.final()).not.toThrow();
			} else {
				const tag = createHmac('sha256', expected).update('data').digest('hex');
				expect(Buffer.from(await mac(key, utf8('data'))).toString('hex')).toBe(tag);
			}
		}
	);

	it('covers every key there is', async () => {
		const keys = await deriveVaultKeys(rootKey, vaultId);
		expect(Object.keys(keys)).toEqual(labels.map(([name]) => name));
	});

	it('derives keys that cannot be extracted and do their own work only', async () => {
		const {
			material,
			import: importKey,
			record,
			head,
			...macKeys
		} = await deriveVaultKeys(rootKey, vaultId);
		const keys = [material, importKey, record, head, ...Object.values(macKeys)];
		expect(keys.filter((key) => key.extractable)).toEqual([]);
		const usages = (key: CryptoKey) => [...key.usages].sort();
		expect(usages(material)).toEqual(['decrypt', 'encrypt', 'unwrapKey', 'wrapKey']);
		expect(usages(importKey)).toEqual(['decrypt', 'encrypt', 'unwrapKey', 'wrapKey']);
		expect(usages(record)).toEqual(['decrypt', 'encrypt']);
		expect(usages(head)).toEqual(['decrypt', 'encrypt']);
		for (const macKey of Object.values(macKeys)) {
			expect(usages(macKey)).toEqual(['sign', 'verify']);
			expect(macKey.algorithm).toMatchObject({ name: 'HMAC', length: 256 });
		}
	});

	it('derives other keys for another vault id', async () => {
		const { token } = await deriveVaultKeys(rootKey, vaultId);
		const { token: otherToken } = await deriveVaultKeys(rootKey, new Uint8Array(16));
		expect(await mac(otherToken, utf8('data'))).not.toEqual(await mac(token, utf8('data')));
	});

	it('refuses a root key of another length', async () => {
		expect(await outcome(() => deriveVaultKeys(rootKey.slice(1), vaultId))).toBe('RangeError');
	});
});
