import { expect, test } from 'vitest';
import { looksLikeWords } from '#lib/ui/words/reading-words.ts';

const publicKey = { kind: 'PUBLIC_KEY', algorithm: { type: 'ED25519' } } as const;

test('of a certificate it is said until when it is valid, and of another public key nothing', () => {
	const validUntil = Date.UTC(2030, 0, 2, 12);
	const certificate = { ...publicKey, form: 'CERTIFICATE', validUntil } as const;
	expect(looksLikeWords(certificate, 'en')).toMatch(/^a certificate .*, valid until .*2030/);
	expect(looksLikeWords(certificate, 'zh-CN')).toMatch(/有效期至 2030/);
	expect(looksLikeWords({ ...publicKey, form: 'SPKI' }, 'en')).not.toContain('valid');
});
