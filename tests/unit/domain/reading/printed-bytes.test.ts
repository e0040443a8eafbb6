import { execFileSync } from 'node:child_process';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { itWithPeers } from '../../../support/peers.ts';
import { rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256));
const signed = [...key].map((byte) => (byte > 127 ? byte - 256 : byte));
const escapes = [...key].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const [hex, base64] = [key.toString('hex'), key.toString('base64')];
const groupsOf = (digits: number) => hex.match(new RegExp(`.{${digits}}`, 'g')) ?? [];
const bytes = groupsOf(2);
const octal = (before: string) =>
	[...key].map((byte) => `\\${before}${byte.toString(8).padStart(3, '0')}`).join('');
const dump = [0, 16]
	.map(
		(at) =>
			`${at.toString(16).padStart(8, '0')}: ${groupsOf(4)
				.slice(at / 2, at / 2 + 8)
				.join(' ')}  ................\n`
	)
	.join('');
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
		['Python, Base64 as bytes', `b'${base64}'`],
		['Python, Base64 in an assignment', `key = b'${base64}'`],
		['Python, hex as bytes', `b'${hex}'`],
		['a call that decodes hex', `bytes.fromhex('${hex}')`],
		['a call that decodes Base64', `Buffer.from("${base64}", "base64")`],
		['VHDL', `X"${hex}"`],
		['hex in braces', `{${hex}}`],
		['assemblers, in one', `${hex.toUpperCase()}h`],
		['assemblers', `key: ${bytes.map((byte) => `0${byte}h`).join(', ')}`.slice(5)],
		['Visual Basic', bytes.map((byte) => `&H${byte}`).join(', ')],
		['Pascal', bytes.map((byte) => `$${byte}`).join(',')],
		['Java with casts', `new byte[] {${bytes.map((byte) => `(byte)0x${byte}`).join(',')}};`],
		['Erlang', `<<${[...key].join(',')}>>`],
		['JSON, a list of hex', JSON.stringify(bytes)],
		['JSON, as escapes', `"${bytes.map((byte) => `\\u00${byte}`).join('')}"`],
		['an address, each byte escaped', bytes.map((byte) => `%${byte}`).join('')],
		['bits', [...key].map((byte) => byte.toString(2).padStart(8, '0')).join(' ')],
		['groups with points', groupsOf(4).join('.')],
		['groups of C++', `0x${groupsOf(4).join("'")}`],
		['groups with bars', bytes.join('|')],
		['a shell, to printf', `printf '${escapes}' > key.bin`],
		['a shell, as a value', `KEY=$'${escapes}'`],
		['a shell, octal', `$'${octal('')}'`],
		['a shell, octal to echo -e', `echo -e '${octal('0')}'`],
		['Lua', `"${[...key].map((byte) => `\\${String(byte).padStart(3, '0')}`).join('')}"`],
		['C, in an assignment', `const char key[] = "${escapes}";`],
		['C, in two strings', `"${escapes.slice(0, 64)}"\n"${escapes.slice(64)}"`],
		['xxd in a terminal', `$ xxd key\n${dump}$ `],
		['xxd in Markdown', `\`\`\`\n${dump}\`\`\`\n`],
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

test.each([
	['a UUID', 'id: 6f9619ff-8b86-4011-b42d-00c04fc964ff'],
	['a recovery key of BitLocker', '111111-222222-333333-444444-555555-666666-777777-888888'],
	['what sha256sum prints', `${hex}  key.bin\n`],
	['a sentence', `The key is ${hex} today.`]
])('%s is none', (_, text) => {
	const kinds = read(text).map(({ content }) => content.kind);
	expect(['TEXT', 'UNKNOWN']).toEqual(expect.arrayContaining(kinds));
});

describe('both parts of an encrypted key are read where they are joined by', () => {
	const [first, second] = [Buffer.alloc(256, 0xa7), Buffer.alloc(40, 0xc9)];
	test.each([
		['a point, in Base64', `${first.toString('base64')}.${second.toString('base64')}`],
		['a bar, in Base64', `${first.toString('base64')}|${second.toString('base64')}\n`],
		['a point, in hex', `${first.toString('hex')}.${second.toString('hex')}`]
	])('%s', (_, text) => {
		const readings = readFile(Buffer.from(text), { expectedLengths: [296] });
		expect(readings.map((reading) => Buffer.from(reading.bytes))).toEqual([
			Buffer.concat([first, second])
		]);
	});
});

describe('text is read in', () => {
	const utf32 = (text: string, write: 'writeUInt32LE' | 'writeUInt32BE') => {
		const file = Buffer.alloc(text.length * 4);
		for (let at = 0; at < text.length; at++) file[write](text.charCodeAt(at), at * 4);
		return file;
	};
	const how = (file: Buffer) =>
		readFile(file, { expectedLengths: [32] }).map((reading) => [
			reading.steps.map(({ step }) => step).join(' > '),
			Buffer.from(reading.bytes).toString('hex')
		]);
	test.each([
		['little-endian, with its mark', utf32(`\uFEFF${hex}\r\n`, 'writeUInt32LE')],
		['big-endian, with its mark', utf32(`\uFEFF${hex}`, 'writeUInt32BE')],
		['little-endian', utf32(hex, 'writeUInt32LE')],
		['big-endian', utf32(hex, 'writeUInt32BE')]
	])('UTF-32, %s', (_, file) => {
		expect(how(file)).toEqual([['UTF_32 > HEX', hex]]);
	});

	test.each([
		['a zero, as C ends a text', `${hex}\0`],
		['Ctrl-Z, as DOS did', `${hex}\r\n\u001A`]
	])('ASCII, with %s behind it', (_, text) => {
		expect(how(Buffer.from(text))).toEqual([['HEX', hex]]);
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
	const inLines = (write: (line: string) => string) =>
		(text.match(/.{1,64}/g) ?? []).map(write).join('\n');
	test.each([
		['URL', encodeURIComponent(text)],
		['HTML', text.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;').replaceAll('=', '&equals;')],
		['JSON_ESCAPES', text.replaceAll('/', '\\/')],
		[
			'QUOTED_PRINTABLE',
			`${(text.match(/.{1,75}/g) ?? []).map((line) => line.replaceAll('=', '=3D')).join('=\r\n')}\r\n`
		],
		['SPACES', text.replaceAll('+', ' ')],
		['MARKS', inLines((line) => `> ${line}`)],
		['MARKS', inLines((line) => `${line}<br>`)],
		['MARKS', inLines((line) => `"${line}" +`).replace(/ \+$/, '')],
		['MARKS', inLines((line) => `"${line}"`)],
		['MARKS', inLines((line) => `${line}\\`).slice(0, -1)],
		['MARKS', `${text.slice(0, 50)}\u200B${text.slice(50)}`],
		['MARKS', `${text.slice(0, 50)}\u00AD${text.slice(50)}`],
		[
			'MARKS',
			wrapped
				.toString('hex')
				.replaceAll(/[0-9a-f]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
		]
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
