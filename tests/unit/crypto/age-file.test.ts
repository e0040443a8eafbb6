import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decryptAgeFile, encryptAgeFile } from '#lib/crypto/age-file.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { concat, parseUtf8, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { itWithPeers } from '../../support/peers.ts';
import { cheapAgeFile } from '../../support/vault.ts';

// `age` spends 2^18 on a passphrase itself, and this machine may be slow.
const timeoutMs = 180_000;
const passphrase = 'correct horse battery staple 密码';
const typePassphrase = fileURLToPath(new URL('../../support/type-passphrase.py', import.meta.url));
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'airlock-age-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function age(...options: string[]): void {
	execFileSync('python3', [typePassphrase, 'age', ...options], {
		cwd: folder,
		env: { ...process.env, PASSPHRASE: passphrase },
		stdio: 'ignore'
	});
}

async function refusal(file: Bytes, typed: string): Promise<unknown> {
	return decryptAgeFile(file, typed).catch((error: unknown) => error);
}

describe('encryptAgeFile', () => {
	itWithPeers(['age', 'python3'], 'makes a file that the stock age command opens', async () => {
		// two chunks of age
		const plaintext = concat(randomBytes(40_000), randomBytes(40_000));
		writeFileSync(
			join(folder, 'ours.age'),
			await encryptAgeFile(plaintext, passphrase, cheapAgeFile)
		);
		age('--decrypt', '--output', 'ours.bin', 'ours.age');
		expect(readFileSync(join(folder, 'ours.bin')).equals(plaintext)).toBe(true);
	});

	it('spends on the passphrase what it is told, and hides the content', async () => {
		const file = await encryptAgeFile(utf8('the content'), passphrase, 4);
		const text = Buffer.from(file).toString('latin1');
		expect(text).toMatch(/^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} 4\n/);
		expect(text).not.toContain('the content');
	});
});

describe('decryptAgeFile', () => {
	itWithPeers(
		['age', 'python3'],
		'opens a file that the stock age command made',
		async () => {
			writeFileSync(join(folder, 'theirs.txt'), 'from age');
			age('--passphrase', '--output', 'theirs.age', 'theirs.txt');
			const file = new Uint8Array(readFileSync(join(folder, 'theirs.age')));
			expect(parseUtf8(await decryptAgeFile(file, passphrase))).toBe('from age');
		},
		timeoutMs
	);

	it('refuses another passphrase, and every altered file: InvalidCiphertext, no detail and no cause', async () => {
		const file = await encryptAgeFile(utf8('the content'), passphrase, cheapAgeFile);
		expect(parseUtf8(await decryptAgeFile(file, passphrase))).toBe('the content');
		const errors = [
			await refusal(file, 'another passphrase'),
			await refusal(file, ''),
			await refusal(file.slice(0, -1), passphrase),
			await refusal(new Uint8Array(), passphrase),
			await refusal(utf8('no age file'), passphrase)
		];
		for (let bit = 0; bit < file.length * 8; bit += 29)
			errors.push(await refusal(flipBit(file, bit), passphrase));
		for (const error of errors) {
			expect(isKmsError(error, 'InvalidCiphertext') && error.details).toEqual({});
			expect(error).not.toHaveProperty('cause');
		}
	});
});
