import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { inRounds, ratio, timed, type Report } from './samples.ts';

const repeated = (text: string): Bytes =>
	utf8(text.repeat(Math.floor(largestFileBytes / text.length)));

/** Files of 1 MiB that are made to be slow; a reading is one task, so that its time is processor time on a quiet machine. */
const kinds = {
	'white space': repeated(' '),
	hex: repeated('ab'),
	Base64: repeated('Ab1+'),
	'keys of SSH': repeated('ssh-rsa AAAA '),
	'beginnings of PEM': repeated('-----BEGIN X-----\n'),
	'members of JSON': utf8(`{"a":[${'{"publickey":"AAAA"},'.repeat(40_000)}0]}`),
	'nested SEQUENCEs': new Uint8Array(largestFileBytes).fill(0x30)
};

/** Reading such a file, against hashing as many bytes. */
export async function readingSuite(): Promise<Report> {
	const bytes = new Uint8Array(largestFileBytes);
	const cells = Object.entries(kinds).map(
		([kind, file]) => [kind, () => timed(1, () => readFile(file))] as const
	);
	const { hash = [], ...samples } = await inRounds<string>(
		{
			...Object.fromEntries(cells),
			hash: () => timed(20, () => crypto.subtle.digest('SHA-256', bytes))
		},
		{ rounds: 11, budgetMs: 20_000 }
	);
	return {
		ratios: Object.entries(samples).map(([kind, found]) =>
			ratio(`reading 1 MiB of ${kind}`, found, 'SHA-256 of 1 MiB', hash)
		),
		breakdowns: []
	};
}
