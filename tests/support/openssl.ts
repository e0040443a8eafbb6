/** The openssl command line, as users run it, in a folder of its own. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '#lib/domain/bytes.ts';
import { Python } from './python.ts';

export class Workbench {
	readonly folder = mkdtempSync(join(tmpdir(), 'airlock-workbench-'));

	readonly #python = new Python(this.folder);

	write(name: string, content: Uint8Array | string): void {
		writeFileSync(join(this.folder, name), content);
	}

	read(name: string): Bytes {
		return Uint8Array.from(readFileSync(join(this.folder, name)));
	}

	/** Runs a script as it would be typed into a shell. */
	shell(script: string, program: 'bash' | 'zsh' = 'bash'): string {
		return execFileSync(program, ['-e', '-c', script], {
			cwd: this.folder,
			encoding: 'utf8',
			stdio: 'pipe'
		});
	}

	/** Runs a script in Python 3; all of a workbench in one process. */
	async python(script: string): Promise<void> {
		this.write('script.py', script);
		await this.#python.run('script.py');
	}

	remove(): void {
		this.#python.close();
		rmSync(this.folder, { recursive: true });
	}
}

/** `openssl pkeyutl -encrypt` with the public key `PublicKey.der`, and the options that the user gave, or forgot. */
export function pkeyutl(input: string, output: string, ...options: readonly string[]): string {
	const pkeyopts = options.map((option) => ` -pkeyopt ${option}`).join('');
	return `openssl pkeyutl -encrypt -in ${input} -out ${output} -inkey PublicKey.der -keyform DER -pubin${pkeyopts}`;
}
