import { expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { argon2id } from '#lib/crypto/argon2id.ts';
import { argon2idApart } from '#lib/service/worker/hash-worker.ts';
import source from '#lib/service/worker/vault-worker.ts?worker-source';

const cost = { id: 'argon2id', memoryKiB: 64, passes: 2, lanes: 1 } as const;
const parameters = { ...cost, salt: new Uint8Array(32).fill(7) };
const passphrase = () => utf8('correct horse battery staple');
const expected = argon2id(passphrase(), parameters);
const script = (text: string) => new Blob([text], { type: 'text/javascript' });

test('a hash worker gives what this thread does, says how far it is, and leaves the caller its passphrase', async () => {
	const [given, fractions]: [Bytes, number[]] = [passphrase(), []];
	const secret = await argon2idApart(script(source))(given, parameters, (fraction) =>
		fractions.push(fraction)
	);
	expect(secret).toEqual(expected);
	expect(fractions.at(-1)).toBe(1);
	expect(given).toEqual(passphrase());
});

test.each([
	['has no script', undefined],
	['breaks down at its start', script('throw new Error()')],
	['breaks down at its task', script('onmessage = () => { throw new Error(); }')]
])('where one %s, this thread hashes', async (_, broken) => {
	expect(await argon2idApart(broken)(passphrase(), parameters)).toEqual(expected);
});
