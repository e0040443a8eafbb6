import { describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { encodeRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { splitKeyMaterial } from '#lib/crypto/shares.ts';
import { answerJoining } from '#lib/service/worker/answer-reading.ts';
import { filesTogether } from '#lib/ui/platform/files-together.ts';
import { someKeyMaterial } from '../../../support/vault.ts';

const material = someKeyMaterial(7);
const texts = (await splitKeyMaterial(asKeyMaterial(material.slice()), 2, 3)).map((share) =>
	Buffer.from(encodeRecoveryText(share)).toString()
);
const [one = '', two = '', three = ''] = texts;

async function read(content: string, encoding: BufferEncoding = 'utf8') {
	const file = Uint8Array.from(Buffer.from(content, encoding));
	const { answer, moved } = await answerJoining({ file, hints: { expectedLengths: [32] } });
	expect(file.every((byte) => byte === 0)).toBe(true); // wiped
	const { readings } = answer;
	expect(moved).toEqual([...new Set(readings.map(({ bytes }) => bytes.buffer))]);
	return readings.map(({ content, bytes }) => ({ content, bytes: Uint8Array.from(bytes) }));
}
const theKey = [{ content: { kind: 'KEY_MATERIAL' }, bytes: Uint8Array.from(material) }];
const shares = (fault: object) => [
	{ content: { kind: 'CONTAINER', form: 'RECOVERY_SHARES', fault }, bytes: new Uint8Array() }
];
/** As they are dropped together. */
async function readTogether(first: string | Buffer, ...more: (string | Buffer)[]) {
	const [file, ...others] = [first, ...more].map(
		(content, index) =>
			new File(
				[Uint8Array.from(typeof content === 'string' ? utf8(content) : content)],
				`share ${index + 1}.txt`
			)
	);
	if (!file) throw new Error('no file');
	return read(
		Buffer.from(await filesTogether([file, ...others]).arrayBuffer()).toString('latin1'),
		'latin1'
	);
}

describe('the text of printed shares', () => {
	test('is the key material once enough of them are in one file', async () => {
		expect(await read(`${one}\n\n${three}\n`)).toEqual(theKey);
		expect(await read(`Page 1\n${two}\nPage 2\n${one}\nPage 3\n${three}`)).toEqual(theKey);
		expect(await read(`Page 1\n${one}\n\fPage 2\n${two}\n\f`)).toEqual(theKey); // pages of a PDF
		expect(await read(`\uFEFF${one}\r\n\r\n${two}`, 'utf16le')).toEqual(theKey);
	});

	const other = async () => {
		const [share] = await splitKeyMaterial(asKeyMaterial(someKeyMaterial(8)), 2, 2);
		return Buffer.from(encodeRecoveryText(share ?? new Uint8Array())).toString();
	};
	const tooFew = shares({ reason: 'MORE_NEEDED', more: 1, threshold: 2 });
	const twice = shares({ reason: 'TWICE', number: 1 });
	const twoSets = shares({ reason: 'TWO_SETS' });

	test('says why they do not join: too few, the same one twice, of two sets, a line that is missing', async () => {
		expect(await read(one)).toEqual(tooFew);
		expect(await read(`${one}\n\n${one}`)).toEqual(twice);
		expect(await read(`${one}\n\n${await other()}`)).toEqual(twoSets);
		const cut = two.split('\n').slice(0, 3).join('\n');
		expect(await read(cut)).toEqual(shares({ reason: 'LINES_MISSING', share: 1, missing: 1 }));
	});

	test('is the key material where each share is in a file of its own, whatever its encoding', async () => {
		expect(await readTogether(one, three)).toEqual(theKey);
		expect(await readTogether(`Page 1\n${one}`, '\uFEFF' + two.replaceAll('\n', '\r\n'))).toEqual(
			theKey
		);
		expect(await readTogether(Buffer.from(`\uFEFF${two}`, 'utf16le'), three)).toEqual(theKey);
		expect(await readTogether(`Sheet\n${three}\n\f`, `Sheet\n${one}\n\f`)).toEqual(theKey); // texts of PDFs
		expect(await readTogether(one, two, three)).toEqual(theKey);
	});

	test('in files of their own it says why they do not join', async () => {
		expect(await readTogether(one, one)).toEqual(twice);
		expect(await readTogether(one, await other())).toEqual(twoSets);
		const cut = two.split('\n').slice(0, 3).join('\n');
		// The file has the mistake, and its share is counted there.
		const place = { share: 1, file: 'share 2.txt' };
		expect(await readTogether(one, cut)).toEqual(
			shares({ reason: 'LINES_MISSING', ...place, missing: 1 })
		);
		const lines = [one, two].map((text) => text.split('\n'));
		const mixed = [0, 0, 1, 1].map((from, line) => lines[from]?.[line]).join('\n');
		expect(await readTogether(one, mixed)).toEqual(shares({ reason: 'SHARE_ALTERED', ...place }));
		const [three2 = ''] = (await splitKeyMaterial(asKeyMaterial(material.slice()), 3, 4)).map(
			(share) => Buffer.from(encodeRecoveryText(share)).toString()
		);
		expect(await readTogether(three2, 'a note')).toEqual(
			shares({ reason: 'MORE_NEEDED', more: 2, threshold: 3 })
		);
	});

	test('no line of a share leaves the worker, whatever is beside it', async () => {
		const readings = await readTogether(one, Buffer.from(material), two);
		expect(readings).toContainEqual(theKey[0]);
		for (const { content, bytes } of readings)
			if (content.kind === 'CONTAINER') expect(bytes).toEqual(new Uint8Array());
	});

	test('leaves other files as they are', async () => {
		const [reading] = await read(Buffer.from(material).toString('hex'));
		expect(reading).toEqual(theKey[0]);
		expect(await read('a note')).toMatchObject([{ content: { kind: 'TEXT' } }]);
	});
});
