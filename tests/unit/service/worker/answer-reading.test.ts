import { describe, expect, test } from 'vitest';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { encodeRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { splitKeyMaterial } from '#lib/crypto/shares.ts';
import { answerJoining } from '#lib/service/worker/answer-reading.ts';
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
const sharesAlone = [
	{ content: { kind: 'CONTAINER', form: 'RECOVERY_SHARES' }, bytes: new Uint8Array() }
];

describe('the text of printed shares', () => {
	test('is the key material once enough of them are in one file', async () => {
		expect(await read(`${one}\n\n${three}\n`)).toEqual(theKey);
		expect(await read(`Page 1\n${two}\nPage 2\n${one}\nPage 3\n${three}`)).toEqual(theKey);
		expect(await read(`Page 1\n${one}\n\fPage 2\n${two}\n\f`)).toEqual(theKey); // pages of a PDF
		expect(await read(`\uFEFF${one}\r\n\r\n${two}`, 'utf16le')).toEqual(theKey);
	});

	test('stays what it is where they are too few, the same one twice, or of two sets', async () => {
		const [other = ''] = (await splitKeyMaterial(asKeyMaterial(someKeyMaterial(8)), 2, 2)).map(
			(share) => Buffer.from(encodeRecoveryText(share)).toString()
		);
		expect(await read(one)).toEqual(sharesAlone);
		expect(await read(`${one}\n\n${one}`)).toEqual(sharesAlone);
		expect(await read(`${one}\n\n${other}`)).toEqual(sharesAlone);
	});

	test('leaves other files as they are', async () => {
		const [reading] = await read(Buffer.from(material).toString('hex'));
		expect(reading).toEqual(theKey[0]);
		expect(await read('a note')).toMatchObject([{ content: { kind: 'TEXT' } }]);
	});
});
