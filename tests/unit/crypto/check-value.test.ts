import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { boundCheckValue, keyCheckValue } from '#lib/crypto/check-value.ts';
import { randomBytes, randomUuid } from '#lib/crypto/random.ts';
import { fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import boundVector from '../../vectors/bound-check-value.json' with { type: 'json' };
import { vectors } from '../../vectors/key-check-values.json' with { type: 'json' };

afterEach(() => {
	vi.restoreAllMocks();
});

describe('boundCheckValue', () => {
	const keyId = asKeyId(boundVector.keyId);
	const material = asKeyMaterial(fromHex(boundVector.material));
	const importCheckValueKey = (bytes: Bytes) =>
		crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);

	it('is what OpenSSL makes of the same key, key id and material', async () => {
		const checkValueKey = await importCheckValueKey(fromHex(boundVector.checkValueKey));
		const value = await boundCheckValue(checkValueKey, keyId, material);
		expect(toHex(value)).toBe(boundVector.output);
	});

	it('wipes what is not bound to the vault, and leaves what is the caller’s', async () => {
		const checkValueKey = await importCheckValueKey(randomBytes(32));
		const sign = vi.spyOn(crypto.subtle, 'sign');
		await boundCheckValue(checkValueKey, keyId, material);
		expect(await sign.mock.results[0]?.value).toEqual(new ArrayBuffer(32));
		expect(toHex(material)).toBe(boundVector.material);
	});

	it('is another for another vault, key id or material', async () => {
		const key = await importCheckValueKey(randomBytes(32));
		const otherKey = await importCheckValueKey(randomBytes(32));
		const value = await boundCheckValue(key, keyId, material);
		const values = [
			value,
			await boundCheckValue(otherKey, keyId, material),
			await boundCheckValue(key, asKeyId(randomUuid()), material),
			await boundCheckValue(key, keyId, asKeyMaterial(randomBytes(32)))
		];
		expect(new Set(values.map(toHex)).size).toBe(4);
		expect(await boundCheckValue(key, keyId, material)).toEqual(value);
	});
});

describe('keyCheckValue', () => {
	it.each(vectors)('is what OpenSSL printed: $kcv', async ({ material, kcv, sha256Prefix }) => {
		const value = await keyCheckValue(asKeyMaterial(fromHex(material)));
		expect(value).toEqual({ kcv, sha256Prefix });
	});

	it('is what `openssl enc -aes-256-ecb` makes of a zero block with any material', async () => {
		const material = asKeyMaterial(randomBytes(32));
		const options = ['enc', '-aes-256-ecb', '-nopad', '-K', toHex(material)];
		const block = execFileSync('openssl', options, { input: new Uint8Array(16) });
		const hash = createHash('sha256').update(material).digest('hex');
		expect(await keyCheckValue(material)).toEqual({
			kcv: block.toString('hex', 0, 3),
			sha256Prefix: hash.slice(0, 32)
		});
	});
});
