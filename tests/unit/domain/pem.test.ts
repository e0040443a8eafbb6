import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { toPem } from '#lib/domain/pem.ts';

test('a public key as PEM is what another implementation writes', () => {
	const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const der = publicKey.export({ format: 'der', type: 'spki' });
	expect(toPem('PUBLIC KEY', der)).toBe(publicKey.export({ format: 'pem', type: 'spki' }));
	expect(createPublicKey(toPem('PUBLIC KEY', der)).equals(publicKey)).toBe(true);
});
