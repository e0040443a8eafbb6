import { expect, test } from 'vitest';
import { toPem } from '#lib/domain/pem.ts';
import { GivenKeyInput } from '#lib/ui/sign/given-key.svelte.ts';
import { readInPage } from '../../../support/reading.ts';

test('of a private key that was pasted in place of a public one no file is kept', async () => {
	const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
	const { privateKey } = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
	const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
	const input = new GivenKeyInput(
		readInPage,
		() => true,
		() => ''
	);
	await input.readFile(new File([toPem('PRIVATE KEY', pkcs8)], 'pasted.txt'));
	const { finding } = input;
	expect(finding?.reading?.content.kind).toBe('PRIVATE_KEY');
	expect(input.key).toBeUndefined();
	await input.readDifferently('BINARY');
	expect(input.finding).toBe(finding);
});
