import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bytes } from '#lib/domain/bytes.ts';

/** Folders that lie in one. */
export class Folders {
	readonly root = mkdtempSync(join(tmpdir(), 'airlock-clients-'));

	path(...names: string[]): string {
		return join(this.root, ...names);
	}

	write(folder: string, name: string, content: Uint8Array | string): void {
		mkdirSync(this.path(folder), { recursive: true });
		writeFileSync(this.path(folder, name), content);
	}

	read(folder: string, name: string): Bytes {
		return Uint8Array.from(readFileSync(this.path(folder, name)));
	}

	shell(folder: string, script: string, env: Record<string, string> = {}): string {
		return execFileSync('bash', ['-e', '-c', script], {
			cwd: this.path(folder),
			encoding: 'utf8',
			env: { ...process.env, ...env },
			stdio: 'pipe'
		});
	}

	remove(): void {
		rmSync(this.root, { recursive: true });
	}
}
