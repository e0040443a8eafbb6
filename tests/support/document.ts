import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';
import { fromHex, type Bytes } from '#lib/domain/bytes.ts';

/** A Markdown file of the project, and the fenced blocks in it that have a name after their language. */
export class MarkdownDocument {
	readonly text: string;
	readonly #blocks = new Map<string, string>();

	/** @param path - from the project's folder */
	constructor(path: string) {
		this.text = readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
		for (const [, label = '', content = ''] of this.text.matchAll(/^```(\w+ .+)\n([^]*?)^```$/gm)) {
			if (this.#blocks.has(label)) throw new Error(`two blocks are called ${label}`);
			this.#blocks.set(label, content);
		}
	}

	/** @param label - language and name, as in `python decrypt.py` */
	block(label: string): string {
		const content = this.#blocks.get(label);
		if (content === undefined) throw new Error(`no block is called ${label}`);
		return content;
	}

	json(name: string): unknown {
		return JSON.parse(this.block(`json ${name}`));
	}

	/** White space and remarks, from `#` to the end of the line, mean nothing. */
	hex(name: string): Bytes {
		return fromHex(this.block(`hex ${name}`).replace(/#.*|\s/g, ''));
	}

	/** @returns the cells of a table's rows, without the marks for code */
	table(firstHeading: string): string[][] {
		const tables = this.text.match(/(?:^\|.+\|\n)+/gm) ?? [];
		const [rows] = tables
			.map((table) => table.trim().split('\n').map(cells))
			.filter(([headings]) => headings?.[0] === firstHeading);
		if (rows === undefined) throw new Error(`no table begins with ${firstHeading}`);
		return rows.slice(2);
	}
}

function cells(row: string): string[] {
	return row
		.slice(1, -1)
		.split('|')
		.map((cell) => cell.trim().replaceAll('`', ''));
}

const cryptography = 'from cryptography.hazmat.primitives.kdf.argon2 import Argon2id';
const hasCryptography = spawnSync('python3', ['-c', cryptography]).status === 0;

/** A test that runs Python with `cryptography` 44 or later; without these it is skipped, and its name says so. */
export function itWithCryptography(
	name: string,
	body: () => Promise<void>,
	timeoutMs?: number
): void {
	if (hasCryptography) it(name, body, timeoutMs);
	else it.skip(`${name} (not installed: python3 with cryptography 44 or later)`);
}
