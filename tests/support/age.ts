import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const typePassphrase = fileURLToPath(new URL('type-passphrase.py', import.meta.url));

/** @returns what the stock `age` program finds in a file under a passphrase */
export async function decryptWithAge(file: string, passphrase: string): Promise<Buffer> {
	const folder = await mkdtemp(join(tmpdir(), 'airlock-age-'));
	const plain = join(folder, 'plain');
	try {
		execFileSync('python3', [typePassphrase, 'age', '--decrypt', '--output', plain, file], {
			env: { ...process.env, PASSPHRASE: passphrase },
			stdio: 'ignore'
		});
		return await readFile(plain);
	} finally {
		await rm(folder, { recursive: true });
	}
}
