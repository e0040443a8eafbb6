import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseUtf8, toBase64, toHex, utf8 } from '#lib/domain/bytes.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { encodeRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { splitKeyMaterial } from '#lib/crypto/shares.ts';
import { qrPath } from '#lib/ui/recovery/qr-path.ts';
import {
	isAgeFile,
	isCopyText,
	readTypedShares,
	typedCopy,
	withLine
} from '#lib/ui/recovery/typed-copy.ts';
import { must } from '../../../support/must.ts';
import { readQr } from '../../../support/qr.ts';
import { derOf } from '../../../support/rsa-keys.ts';
import { cheapAgeFile, someKeyMaterial } from '../../../support/vault.ts';

const secretOf = (length: number) =>
	Uint8Array.from({ length }, (_, index) => (index * 151 + length) & 0xff);

async function texts(threshold: number, count: number): Promise<string[]> {
	const shares = await splitKeyMaterial(asKeyMaterial(someKeyMaterial()), threshold, count);
	return shares.map((share) => parseUtf8(encodeRecoveryText(share)) ?? '');
}

/** The path as a printer would lay it down, a few dots to a module. */
function draw({ size, path }: ReturnType<typeof qrPath>, dots = 4): [Uint8ClampedArray, number] {
	const width = size * dots;
	const rgba = new Uint8ClampedArray(width * width * 4).fill(255);
	for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
		for (let dot = 0; dot < dots * dots; dot++) {
			const row = Number(y) * dots + Math.floor(dot / dots);
			const at = (row * width + Number(x) * dots + (dot % dots)) * 4;
			rgba.fill(0, at, at + 3);
		}
	return [rgba, width];
}

describe('the QR code of a sheet', () => {
	test('another reader finds the same text in it, and that joins as if typed', async () => {
		for (const text of await texts(2, 3)) {
			const onOneLine = text.replaceAll('\n', ' ');
			const [rgba, width] = draw(qrPath(onOneLine));
			expect(readQr(rgba, width, width)).toBe(onOneLine);
			expect(readTypedShares(utf8(onOneLine), 'AES_256')).toMatchObject({
				wrong: [],
				whole: [{}],
				missing: 0
			});
		}
	});
});

describe('what is said while shares are typed', () => {
	test('which are whole, how many more are needed, and when they are enough', async () => {
		const [one = '', two = ''] = await texts(2, 3);
		const first = readTypedShares(utf8(one), 'AES_256');
		expect(first).toMatchObject({
			wrong: [],
			whole: [{ number: 1, count: 3, threshold: 2 }],
			missing: 0,
			hindrance: { reason: 'MORE_NEEDED', more: 1 }
		});
		expect(first?.whole[0]?.set).toMatch(/^[0-9A-F]{4}·[0-9A-F]{4}$/);
		expect(readTypedShares(utf8(`${one}\n${two}`), 'AES_256')?.hindrance).toBeUndefined();
		expect(readTypedShares(utf8(`${one}\n${one}`), 'AES_256')?.hindrance).toEqual({
			reason: 'TWICE',
			number: 1
		});
		const [other = ''] = await texts(2, 3);
		expect(readTypedShares(utf8(`${two}\n${other}`), 'AES_256')?.hindrance).toEqual({
			reason: 'TWO_SETS'
		});
	});

	test('which line has a mistake, and how many are missing', async () => {
		const [one = ''] = await texts(2, 3);
		const [, second = ''] = one.split('\n');
		const wrong = second.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
		expect(readTypedShares(utf8(one.replace(second, wrong)), 'AES_256')).toMatchObject({
			wrong: [{ share: 1, line: 2, fault: 'CHECKSUM' }],
			whole: []
		});
		expect(readTypedShares(utf8(one.split('\n').slice(0, 1).join()), 'AES_256')).toMatchObject({
			missing: 3
		});
	});

	test('nothing of an empty field, nor of key material in hex or Base64, which is taken as such', async () => {
		const [hex, base64] = [toHex(someKeyMaterial()), toBase64(someKeyMaterial())];
		const printed = `<Buffer ${hex.match(/../g)?.join(' ')}>`;
		for (const text of ['', ' \n', hex, base64, printed, `KEY=${base64}`])
			expect(readTypedShares(utf8(text), 'AES_256')).toBeUndefined();
		expect(typedCopy(utf8(hex), 'AES_256')).toEqual({ Kind: 'BYTES', Bytes: utf8(hex) });
		expect(typedCopy(utf8(base64), 'AES_256')).toEqual({ Kind: 'BYTES', Bytes: utf8(base64) });
		const [share = ''] = await texts(1, 1);
		expect(typedCopy(utf8(share), 'AES_256')).toEqual({ Kind: 'TEXT', Text: utf8(share) });
	});

	test.each([
		['HMAC_224', 28],
		['HMAC_256', 32],
		['HMAC_256', 77],
		['HMAC_384', 48],
		['HMAC_512', 64],
		['HMAC_512', 128],
		['ML_DSA_44', 32]
	] as const)('nothing of hex or Base64 that is as long as %s can be: %i bytes', (kind, length) => {
		const secret = secretOf(length);
		for (const text of [toHex(secret), toBase64(secret)]) {
			expect(readTypedShares(utf8(text), kind)).toBeUndefined();
			expect(typedCopy(utf8(text), kind)).toEqual({ Kind: 'BYTES', Bytes: utf8(text) });
			expect(isCopyText(utf8(text), kind)).toBe(true);
		}
		// Too short for any of them, and no private key.
		expect(isCopyText(utf8(toHex(secretOf(27))), kind)).toBe(false);
	});

	test('nothing of a private key in Base64', () => {
		const { privateKey } = generateKeyPairSync('ed25519');
		const text = toBase64(derOf(privateKey, 'pkcs8'));
		expect(readTypedShares(utf8(text), 'ECC_NIST_EDWARDS25519')).toBeUndefined();
	});

	test.each(['HMAC_224', 'HMAC_512', 'ECC_NIST_P256'] as const)(
		'of shares of %s, with spaces or without, what is said of all shares',
		async (kind) => {
			const shares = await splitKeyMaterial(secretOf(64), 2, 3, 2);
			const one = parseUtf8(encodeRecoveryText(must(shares[0]))) ?? '';
			for (const text of [one, one.replaceAll('\n', ' '), one.replaceAll(/[ \n]/g, '')]) {
				expect(readTypedShares(utf8(text), kind)).toMatchObject({
					wrong: [],
					hindrance: { reason: 'MORE_NEEDED', more: 1 }
				});
				expect(typedCopy(utf8(text), kind).Kind).toBe('TEXT');
				expect(isCopyText(utf8(text), kind)).toBe(true);
				expect(isCopyText(utf8(text.slice(0, -20)), kind)).toBe(false);
			}
			const [first = '', second = ''] = one.split('\n');
			const wrong = second.replace(/.$/, (last) => (last === '7' ? '8' : '7'));
			expect(readTypedShares(utf8(`${first}\n${wrong}`), kind)?.wrong).toEqual([
				{ share: 1, line: 2, fault: 'CHECKSUM' }
			]);
		}
	);
});

test('an age file is told from key material by how it begins', async () => {
	expect(isAgeFile(await encryptAgeFile(someKeyMaterial(), 'twelve chars', cheapAgeFile))).toBe(
		true
	);
	for (const file of [someKeyMaterial(), utf8('age'), new Uint8Array()])
		expect(isAgeFile(file)).toBe(false);
}, 60_000);

test('of a QR code, a whole share or key material is taken, and nothing else', async () => {
	const [one = ''] = await texts(2, 3);
	const onOneLine = one.replaceAll('\n', ' ');
	for (const right of [onOneLine, toHex(someKeyMaterial())])
		expect(isCopyText(utf8(right), 'AES_256')).toBe(true);
	for (const wrong of ['', 'https://example.org/', onOneLine.slice(0, -20), 'A'.repeat(100)])
		expect(isCopyText(utf8(wrong), 'AES_256')).toBe(false);
});

test('a line is added to a text once', () => {
	const add = (text: string, line: string) => {
		const joined = withLine(utf8(text), utf8(line));
		return joined && parseUtf8(joined);
	};
	expect(add('', 'one')).toBe('one');
	expect(add('one', 'two')).toBe('one\ntwo');
	expect(add('one', 'on')).toBe('one\non');
	for (const there of ['one', 'one\ntwo', 'two\none']) expect(add(there, 'one')).toBeUndefined();
	// What another program has put into a code: several lines, or a line break at the end.
	for (const line of ['one\n', 'one\r\n']) {
		expect(add('', line)).toBe('one');
		expect(add('one', line)).toBeUndefined();
	}
	expect(add('', 'on\ne\n')).toBe('on e');
	expect(add('on e', 'on\ne\n')).toBeUndefined();
});
