import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import { isSymmetric, keySpecs, payloadBytes, type KeySpec } from '#lib/domain/key/key-spec.ts';
import {
	fits,
	wrapCapacityBytes,
	wrapMethods,
	wrappingKeyBits
} from '#lib/domain/wrap/wrap-capacity.ts';
import { wrapForCloud } from '#lib/crypto/wrap-for-cloud.ts';
import { unwrapInNode, unwrapWithOpenssl } from '../../support/openssl-unwrap.ts';
import { rsaPair, someRsaPublicKey } from '../../support/rsa-keys.ts';
import { SoftHsmToken, itWithSoftHsm } from '../../support/softhsm.ts';

/** One key of each kind, made by OpenSSL, as Node has it. */
const payloads = new Map<KeySpec, Bytes>();
function payload(keySpec: KeySpec): Bytes {
	const known = payloads.get(keySpec);
	if (known) return known;
	const [, curve] = /P(\d+)$/.exec(keySpec) ?? [];
	const pkcs8 = () =>
		(curve
			? generateKeyPairSync('ec', { namedCurve: `P-${curve}` })
			: rsaPair(Number(keySpec.slice(4)))
		).privateKey.export({ format: 'der', type: 'pkcs8' });
	const made = Uint8Array.from(isSymmetric(keySpec) ? randomBytes(payloadBytes(keySpec)) : pkcs8());
	payloads.set(keySpec, made);
	return made;
}

describe.each(wrappingKeyBits)('under RSA-%i', (bits) => {
	describe.each(wrapMethods)('%s', (method) => {
		const fitting = keySpecs.filter((keySpec) => fits(keySpec, method, bits));
		test.each(fitting)('%s: OpenSSL opens it', async (keySpec) => {
			const wrapped = await wrapForCloud(method, someRsaPublicKey(bits), bits, payload(keySpec));
			expect(unwrapInNode(method, bits, wrapped)).toEqual(payload(keySpec));
		});

		test('the longest of these: the OpenSSL command line opens it', async () => {
			const [longest] = fitting.map(payload).toSorted((a, b) => b.length - a.length);
			if (!longest) throw new Error('nothing fits');
			const wrapped = await wrapForCloud(method, someRsaPublicKey(bits), bits, longest);
			expect(unwrapWithOpenssl(method, bits, wrapped)).toEqual(longest);
		});

		const tooLong = keySpecs.filter((keySpec) => !fitting.includes(keySpec));
		test('what the preflight refuses is refused', async () => {
			for (const keySpec of tooLong)
				await expect(
					wrapForCloud(method, someRsaPublicKey(bits), bits, payload(keySpec))
				).rejects.toMatchObject({
					code: 'InputTooLarge',
					details: { limitBytes: wrapCapacityBytes(method, bits) }
				});
			expect(tooLong.length > 0).toBe(!method.startsWith('RSA_AES'));
		});
	});
});

test('an RSA private key that was wrapped is the same key', async () => {
	const wrapped = await wrapForCloud(
		'RSA_AES_KEY_WRAP_SHA_256',
		someRsaPublicKey(4096),
		4096,
		payload('RSA_3072')
	);
	const opened = unwrapWithOpenssl('RSA_AES_KEY_WRAP_SHA_256', 4096, wrapped);
	const key = createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' });
	expect(key.equals(rsaPair(3072).privateKey)).toBe(true);
});

describe('in SoftHSM', () => {
	const tokens = new Map<number, SoftHsmToken>();
	const token = (bits: number) => {
		const known = tokens.get(bits) ?? new SoftHsmToken(bits);
		tokens.set(bits, known);
		return known;
	};
	afterAll(() => {
		tokens.forEach((one) => {
			one.close();
		});
	});

	for (const bits of wrappingKeyBits) {
		itWithSoftHsm(`RSA-${bits}: OAEP opens`, async () => {
			const method = 'RSAES_OAEP_SHA_1';
			const wrapped = await wrapForCloud(method, someRsaPublicKey(bits), bits, payload('AES_256'));
			expect(token(bits).decryptOaep(wrapped)).toEqual(payload('AES_256'));
		});

		itWithSoftHsm(`RSA-${bits}: both steps of CKM_RSA_AES_KEY_WRAP open`, async () => {
			const method = 'RSA_AES_KEY_WRAP_SHA_1';
			// pkcs11-tool reads no wrapped key beyond 1024 bytes: RSA private keys are left to OpenSSL.
			for (const keySpec of ['AES_256', 'AES_128', 'HMAC_512', 'ECC_NIST_P521'] as const) {
				const wrapped = await wrapForCloud(method, someRsaPublicKey(bits), bits, payload(keySpec));
				expect(token(bits).unwrapRsaAes(wrapped)).toEqual(payload(keySpec));
			}
		});
	}
});
