import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { itWithPeers } from '../../../support/peers.ts';
import { rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256));
const signed = [...key].map((byte) => (byte > 127 ? byte - 256 : byte));
const escapes = [...key].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
/** What is read of the text, with 32 bytes expected. */
const read = (text: string) => readFile(Buffer.from(text), { expectedLengths: [32] });
const hexOf = (text: string) => read(text).map(({ bytes }) => Buffer.from(bytes).toString('hex'));
const wanted = [key.toString('hex')];

describe('the bytes are read as they are printed by', () => {
	test.each([
		['Node, a Buffer as JSON', JSON.stringify(key)],
		['Node, a Buffer in JSON', JSON.stringify({ key }, null, 1)],
		['Node, inspect of a Buffer', inspect(key)],
		['Node, inspect of a Uint8Array', inspect(Uint8Array.from(key))],
		['a Uint8Array as a JSON object', JSON.stringify(Uint8Array.from(key))],
		['Java, Arrays.toString', `[${signed.join(', ')}]`],
		['Go', `[${key.join(' ')}]`],
		['Go, as a literal', `[]byte{0x${[...key].map((byte) => byte.toString(16)).join(', 0x')}}`],
		['Rust and JSON', JSON.stringify([...key])],
		[
			'xxd -i',
			`unsigned char key[] = {\n  ${[...key].map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')}\n};\nunsigned int key_len = 32;`
		],
		['C', `"${escapes}"`],
		['a shell', `$'${escapes}'`],
		['BitConverter', key.toString('hex').toUpperCase().match(/../g)?.join('-') ?? ''],
		['PostgreSQL', `\\x${key.toString('hex')}`],
		['PowerShell, one number to a line', [...key].join('\r\n')],
		[
			'certutil -encodehex',
			[0, 16]
				.map(
					(at) =>
						`    ${at.toString(16).padStart(4, '0')}\t${key
							.subarray(at, at + 8)
							.toString('hex')
							.match(/../g)
							?.join(' ')}  ${key
							.subarray(at + 8, at + 16)
							.toString('hex')
							.match(/../g)
							?.join(' ')}   ................`
				)
				.join('\r\n')
		]
	])('%s', (_, text) => {
		expect(hexOf(text)).toEqual(wanted);
	});

	itWithPeers(['python3', 'xxd', 'hexdump', 'od'], 'Python, xxd, hexdump and od', () => {
		const print = (program: string, ...options: string[]) =>
			execFileSync(program, options, { input: key }).toString();
		const python = `import sys; k = sys.stdin.buffer.read(); print(k); print(list(k)); print(bytearray(k))`;
		const printed = [
			...print('python3', '-c', python).trim().split('\n'),
			print('xxd'),
			print('xxd', '-c', '32'),
			print('hexdump', '-C'),
			print('hexdump'),
			print('od', '-tx1'),
			print('od', '-An', '-tu1'),
			print('od', '-b'),
			print('xxd', '-e'),
			print('xxd', '-e', '-g2'),
			print('hexdump', '-x'),
			print('hexdump', '-d'),
			print('hexdump', '-o')
		];
		expect(printed.map(hexOf)).toEqual(printed.map(() => wanted));
	});

	itWithPeers(['od'], 'od in words, whose order it does not say: both, and which is which', () => {
		const print = (order: string, ...options: string[]) =>
			execFileSync('od', [`--endian=${order}`, ...options], { input: key }).toString();
		const forms = ['x2', 'x4', 'x8', 'o2', 'o4', 'o8', 'u2', 'u4', 'u8', 'd2', 'd4', 'd8'];
		const ways = forms.flatMap((form) => [
			['-t', form],
			['-An', '-t', form],
			['-Ax', '-t', form]
		]);
		const named = (text: string) =>
			read(text).map(({ bytes, steps }) => [
				steps[0]?.name,
				Buffer.from(bytes).equals(key) ? 'the key' : `${bytes.length} others`
			]);
		for (const way of ways) {
			expect([way, named(print('little', ...way))]).toEqual([
				way,
				[
					['LAST_BYTE_FIRST', 'the key'],
					['FIRST_BYTE_FIRST', '32 others']
				]
			]);
			expect([way, named(print('big', ...way))]).toEqual([
				way,
				[
					['LAST_BYTE_FIRST', '32 others'],
					['FIRST_BYTE_FIRST', 'the key']
				]
			]);
		}
	});
});

test('bytes that a program left out are not made up', () => {
	expect(read(inspect(Buffer.alloc(256, 7)))[0]?.content).toEqual({
		kind: 'REFUSED',
		reason: 'PRINTED_CUT'
	});
});

describe('text that was changed on its way is undone, and that is said:', () => {
	const wrapped = Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 91 + 0xfb) % 256));
	const text = wrapped.toString('base64');
	test.each([
		['URL', encodeURIComponent(text)],
		['HTML', text.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;').replaceAll('=', '&equals;')],
		['JSON_ESCAPES', text.replaceAll('/', '\\/')],
		[
			'QUOTED_PRINTABLE',
			`${(text.match(/.{1,75}/g) ?? []).map((line) => line.replaceAll('=', '=3D')).join('=\r\n')}\r\n`
		],
		['SPACES', text.replaceAll('+', ' ')]
	])('%s', (damage, damaged) => {
		expect(text).toMatch(/\+.*\/.*=/);
		const readings = readFile(Buffer.from(damaged), { expectedLengths: [256] });
		expect(readings.map(({ steps, bytes }) => [steps[0], Buffer.from(bytes)])).toEqual([
			[{ step: 'UNDONE', name: damage }, wrapped]
		]);
	});
});

describe('a public key is found in', () => {
	const spki = Buffer.from(someRsaPublicKey(2048));
	const b64 = spki.toString('base64');
	const { n = '', e = '' } = rsaPair(2048).publicKey.export({ format: 'jwk' });
	const std = (value: string) => Buffer.from(value, 'base64url').toString('base64');
	const mpint = (value: string) => {
		const magnitude = Buffer.from(value, 'base64url');
		const number = (magnitude[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), magnitude]) : magnitude;
		return Buffer.concat([Buffer.of(0, 0, number.length >> 8, number.length & 0xff), number]);
	};
	const ssh = Buffer.concat([Buffer.of(0, 0, 0, 7), Buffer.from('ssh-rsa'), mpint(e), mpint(n)]);
	test.each([
		['aws --output text', `arn:aws:kms:eu-west-1:1:key/x\t2026-11-29T00:00:00+00:00\t${b64}\n`],
		['aws --output yaml', `KeyId: arn:aws:kms:x\nPublicKey: ${b64}\n`],
		['aws --output table', `|  PublicKey  |  ${b64}  |\n+-----+\n`],
		['ssh-rsa', `ssh-rsa ${ssh.toString('base64')} me@host\n`],
		[
			'XML of .NET',
			`<RSAKeyValue><Modulus>${std(n)}</Modulus><Exponent>${std(e)}</Exponent></RSAKeyValue>`
		]
	])('%s', (_, text) => {
		const keys = readFile(Buffer.from(text)).filter(({ content }) => content.kind === 'PUBLIC_KEY');
		expect(keys.map(({ bytes }) => Buffer.from(bytes).toString('base64'))).toEqual([b64]);
	});
});
