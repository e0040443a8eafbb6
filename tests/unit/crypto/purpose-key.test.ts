import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { materialId, purposeKey, type KeyPurpose } from '#lib/crypto/purpose-key.ts';
import { randomBytes, randomUuid } from '#lib/crypto/random.ts';
import { fromHex, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyId, uuidBytes, type KeyId } from '#lib/domain/ids.ts';
import pinned from '../../vectors/purpose-keys.json' with { type: 'json' };

const purposes: KeyPurpose[] = ['encrypt', 'data-key-wrap'];
const keyId = asKeyId(pinned.keyId);

const asMaterial = (bytes: Bytes) =>
	crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits', 'deriveKey']);

/** A purpose key cannot be extracted, so its work is compared. */
async function tag(key: CryptoKey): Promise<string> {
	return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8('data'))));
}
const tagWith = (key: Uint8Array) => createHmac('sha512', key).update('data').digest('hex');

/** The command of docs/formats.md §1. */
function opensslKdf(byteCount: number, material: Bytes, label: string, id: KeyId): Bytes {
	const info = `${toHex(utf8(`airlock/v1/${label}`))}00${toHex(uuidBytes(id))}`;
	const output = execFileSync('openssl', [
		...['kdf', '-keylen', String(byteCount), '-kdfopt', 'digest:SHA2-512'],
		...['-kdfopt', `hexkey:${toHex(material)}`, '-kdfopt', `hexinfo:${info}`, 'HKDF']
	]);
	return fromHex(output.toString().trim().replaceAll(':', ''));
}

const pinnedOutput = (label: string) =>
	fromHex(pinned.vectors.find((vector) => vector.label === label)?.output ?? '');

describe('purposeKey', () => {
	it.each(purposes)('derives what `openssl kdf` printed for %s', async (purpose) => {
		const key = await purposeKey(await asMaterial(fromHex(pinned.material)), purpose, keyId);
		expect(await tag(key)).toBe(tagWith(pinnedOutput(purpose)));
	});

	it.each(purposes)(
		'derives what `openssl kdf` prints for %s and any material',
		async (purpose) => {
			const material = randomBytes(32);
			const id = asKeyId(randomUuid());
			const key = await purposeKey(await asMaterial(material), purpose, id);
			expect(await tag(key)).toBe(tagWith(opensslKdf(32, material, purpose, id)));
		}
	);

	it('derives another key for another purpose, key id or material', async () => {
		const material = await asMaterial(fromHex(pinned.material));
		const keys = [
			await purposeKey(material, 'encrypt', keyId),
			await purposeKey(material, 'data-key-wrap', keyId),
			await purposeKey(material, 'encrypt', asKeyId(randomUuid())),
			await purposeKey(await asMaterial(randomBytes(32)), 'encrypt', keyId)
		];
		expect(new Set(await Promise.all(keys.map(tag))).size).toBe(4);
	});

	it('derives a key of 32 bytes that cannot be extracted', async () => {
		const key = await purposeKey(await asMaterial(randomBytes(32)), 'encrypt', keyId);
		expect(key.algorithm).toMatchObject({ name: 'HMAC', hash: { name: 'SHA-512' }, length: 256 });
		expect(key).toMatchObject({ extractable: false, usages: ['sign'] });
	});
});

describe('materialId', () => {
	it('is what `openssl kdf` printed, and prints for any material', async () => {
		const pinnedMaterial = await asMaterial(fromHex(pinned.material));
		expect(await materialId(pinnedMaterial, keyId)).toEqual(pinnedOutput('material-id'));

		const material = randomBytes(32);
		const id = asKeyId(randomUuid());
		// The first 8 bytes of HKDF are the same, however many are asked for.
		expect(await materialId(await asMaterial(material), id)).toEqual(
			opensslKdf(64, material, 'material-id', id).slice(0, 8)
		);
	});

	it('is another for another key id', async () => {
		const material = await asMaterial(fromHex(pinned.material));
		expect(await materialId(material, asKeyId(randomUuid()))).not.toEqual(
			await materialId(material, keyId)
		);
	});
});
