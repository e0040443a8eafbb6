import { afterAll, describe, expect, test } from 'vitest';
import { parseUtf8, type Bytes } from '#lib/domain/bytes.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import type { FileReading } from '#lib/domain/reading/reading.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { encodeRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { splitKeyMaterial } from '#lib/crypto/shares.ts';
import { makeFiles } from '../../../support/made-files.ts';
import { Workbench } from '../../../support/openssl.ts';
import { itWithPeers } from '../../../support/peers.ts';

const bench = new Workbench();
afterAll(() => bench.remove());

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256));
const base64 = key.toString('base64');
const hex = key.toString('hex');
const groups = hex.match(/.{4}/g)?.join(' ') ?? '';
bench.write('key.bin', key);
bench.write('key.b64', base64);
bench.write('prod.env', `# keep\nMASTER_KEY=${hex}\nMODE=live\n`);

/** `WORD KEY > HEX` */
const chain = ({ steps }: FileReading) =>
	steps.map(({ step, name }) => (name === undefined ? step : `${step} ${name}`)).join(' > ');
/** What is read of a file, with 32 bytes expected: how, where it is the key, and else what it is. */
const read = (file: Uint8Array) =>
	readFile(file, { expectedLengths: [32] }).map((reading) =>
		Buffer.from(reading.bytes).equals(key)
			? chain(reading)
			: `${chain(reading)}: ${reading.content.kind}`
	);
const readAll = (files: Readonly<Record<string, Bytes>>) =>
	Object.fromEntries(Object.entries(files).map(([name, file]) => [name, read(file)]));
/** The same for all. */
const all = (names: readonly string[], how: string) =>
	Object.fromEntries(names.map((name) => [name, [how]]));

describe('the key is read as it is written by', () => {
	itWithPeers(['xxd', 'hexdump', 'od'], 'xxd, hexdump and od, with offsets and without', () => {
		const commands = [
			...[
				'xxd',
				'xxd -c 8',
				'xxd -g 1',
				'xxd -g 4',
				'xxd -e',
				'xxd -u',
				'xxd -b',
				'xxd -i key.bin'
			],
			...['hexdump', 'hexdump -C', 'hexdump -b', 'hexdump -c', 'hexdump -d', 'hexdump -o'],
			...['hexdump -x', 'od', 'od -b', 'od -c', 'od -x', 'od -An -c', 'od -An -b', 'od -t x1'],
			...['od -t x1z', 'od -A x -t x1z', 'od -A d -t x1', 'od -A d -t x1 -w32', 'od -t x1 -w8'],
			...['od -t x2', 'od -t x4', 'od -t x8', 'od -t u1', 'od -t d1', 'od -An -t u1'],
			...['od -An -t d1']
		];
		const files = makeFiles(
			bench,
			Object.fromEntries(commands.map((command) => [command, `${command} < key.bin`]))
		);
		// These print words, and do not say in which order.
		const inWords = ['od', 'od -x', 'od -t x2', 'od -t x4', 'od -t x8'];
		const both = ['PRINTED LAST_BYTE_FIRST', 'PRINTED FIRST_BYTE_FIRST: KEY_MATERIAL'];
		expect(readAll(files)).toEqual({
			...all(commands, 'PRINTED'),
			...Object.fromEntries(inWords.map((command) => [command, both]))
		});
	});

	itWithPeers(['base32'], 'base32', () => {
		const files = makeFiles(bench, {
			'as it is': 'base32 key.bin',
			'without padding': "base32 key.bin | tr -d '=\\n'",
			'in lower case': 'base32 key.bin | tr A-Z a-z',
			'in lines': 'base32 -w 20 key.bin',
			'in groups': "base32 -w 4 key.bin | tr '\\n' ' '",
			'after a name': 'printf SECRET=; base32 key.bin'
		});
		const { 'after a name': named, ...plain } = readAll(files);
		expect(plain).toEqual(all(Object.keys(plain), 'BASE32'));
		expect(named).toEqual(['WORD SECRET > BASE32']);
	});

	itWithPeers(['python3'], 'Python: Ascii85 and Base85', () => {
		const print = (expression: string) =>
			`python3 -c "import base64, sys; key = open('key.bin', 'rb').read(); sys.stdout.buffer.write(${expression})"`;
		const files = makeFiles(bench, {
			ascii85: print('base64.a85encode(key, adobe=True)'),
			'ascii85 in lines': print('base64.a85encode(key, adobe=True, wrapcol=20)'),
			b85: print('base64.b85encode(key)'),
			'b85 and a line break': print("base64.b85encode(key) + b'\\n'"),
			'b85 in Base64': print('base64.b64encode(base64.b85encode(key))')
		});
		expect(readAll(files)).toEqual({
			ascii85: ['BASE85 ASCII85'],
			'ascii85 in lines': ['BASE85 ASCII85'],
			b85: ['BASE85 RFC_1924'],
			'b85 and a line break': ['BASE85 RFC_1924'],
			'b85 in Base64': ['BASE64 > BASE85 RFC_1924']
		});
	});

	itWithPeers(['gzip', 'tar'], 'gzip and tar', () => {
		const scripts = {
			gzip: 'gzip -c key.bin',
			'gzip without a name': 'gzip -nc key.bin',
			'gzip of Base64': 'gzip -c key.b64',
			'gzip in Base64': 'gzip -nc key.bin | base64',
			tar: 'tar cf - key.bin',
			'tar of 1979': 'tar --format=v7 -cf - key.bin',
			'tar of POSIX': "tar --format=pax --transform 's,^,a/long/way/down/,' -cf - key.bin",
			'tar of a name of 150 characters': `tar --transform 's,^,${'a'.repeat(150)}/,' -cf - key.bin`,
			'tar.gz': "tar czf - --transform 's,^,backup/,' key.bin",
			'tar.gz of settings': 'tar czf - prod.env'
		};
		expect(readAll(makeFiles(bench, scripts))).toEqual({
			gzip: ['GZIP key.bin'],
			'gzip without a name': ['GZIP'],
			'gzip of Base64': ['GZIP key.b64 > BASE64'],
			'gzip in Base64': ['BASE64 > GZIP'],
			tar: ['TAR key.bin'],
			'tar of 1979': ['TAR key.bin'],
			'tar of POSIX': ['TAR a/long/way/down/key.bin'],
			'tar of a name of 150 characters': [`TAR ${'a'.repeat(150)}/key.bin`],
			'tar.gz': ['GZIP > TAR backup/key.bin'],
			'tar.gz of settings': ['GZIP > TAR prod.env > WORD MASTER_KEY > HEX']
		});
	});

	itWithPeers(['python3'], 'Python: a dictionary, an assignment, quoted-printable, mail', () => {
		bench.write(
			'make.py',
			`import quopri
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
key = open('key.bin', 'rb').read()
text = open('key.b64').read()
mail = MIMEMultipart()
mail['Subject'] = 'The key'
mail.attach(MIMEText('Dear Ann, here it is.\\n'))
mail.attach(MIMEApplication(key, Name='key.bin'))
made = {
    'dictionary': repr({'key': key, 'n': 1}),
    'assignment': f'key = {key}',
    'groups': key.hex('-', 2),
    'quoted': quopri.encodestring(f'The key is below.\\nkey={text}\\nDear Ann, keep it well and show it to nobody at all, please.\\n'.encode()).decode(),
    'mail': mail.as_string(),
    'encoded mail': MIMEText(f'Grüße!\\nkey: {text}\\n', 'plain', 'utf-8').as_string(),
}
for name, text in made.items():
    open(name, 'w').write(text)`
		);
		bench.shell('python3 make.py');
		const names = ['dictionary', 'assignment', 'groups', 'quoted', 'mail', 'encoded mail'];
		expect(Object.fromEntries(names.map((name) => [name, read(bench.read(name))]))).toEqual({
			dictionary: ['WORD key > PRINTED'],
			assignment: ['WORD key > PRINTED'],
			groups: ['PRINTED'],
			quoted: ['UNDONE QUOTED_PRINTABLE > WORD key > BASE64'],
			mail: ['WORD > BASE64'],
			'encoded mail': ['WORD > BASE64 > WORD key > BASE64']
		});
	});

	test.each([
		[
			'TextEdit',
			String.raw`{\rtf1\ansi\ansicpg1252\cocoartf2639
\cocoatextscaling0\cocoaplatform0{\fonttbl\f0\fswiss\fcharset0 Helvetica;}
{\colortbl;\red255\green255\blue255;}
{\*\expandedcolortbl;;}
\paperw11900\paperh16840\margl1440\margr1440\vieww11520\viewh8400\viewkind0
\pard\tx566\tx1133\pardirnatural\partightenfactor0

\f0\fs24 \cf0 ${hex.slice(0, 32)}\
${hex.slice(32)}}`,
			'RTF > HEX'
		],
		[
			'WordPad',
			String.raw`{\rtf1\ansi\ansicpg1252\deff0\nouicompat\deflang1031{\fonttbl{\f0\fnil\fcharset0 Calibri;}}
{\*\generator Riched20 10.0.19041}\viewkind4\uc1 
\pard\sa200\sl276\slmult1\f0\fs22\lang7 Schl\'fcssel der Kasse\par
Key: ${base64}\par
}` + '\r\n\0',
			'RTF > WORD Key > BASE64'
		],
		[
			'LibreOffice',
			String.raw`{\rtf1\ansi\deff3\adeflang1025{\fonttbl{\f0\froman\fprq2\fcharset0 Times New Roman;}}{\stylesheet{\s0\snext0 Normal;}}{\*\generator LibreOffice/7.4}{\info{\author deadbeef}{\creatim\yr2026\mo11\dy29}}\formshade\pard\plain \s0{\hich\af4\loch\f3 ${groups.slice(0, 39)}}\par \pard\plain {\u8203?${groups.slice(40)}}\par }`.replace(
				'\\u8203?',
				''
			),
			'RTF > HEX'
		]
	])('%s, as RTF', (_, document, how) => {
		expect(read(Buffer.from(document))).toEqual([how]);
	});
});

test('the key is read from the text of a printed sheet, with what a page has around it; a share is none', async () => {
	const sheetOf = async (threshold: number, count: number) => {
		const [share] = await splitKeyMaterial(asKeyMaterial(Uint8Array.from(key)), threshold, count);
		return `Recovery sheet\n\n${parseUtf8(encodeRecoveryText(share ?? new Uint8Array()))}\n\nKCV 3A 91 F0\n`;
	};
	expect(read(Buffer.from(await sheetOf(1, 1)))).toEqual(['SHEET']);
	expect(read(Buffer.from(await sheetOf(2, 3)))).toEqual(['SHEET: CONTAINER']);
});

describe('a value is read by whatever name it has, in', () => {
	const java = [...key].map((byte) => (byte > 127 ? byte - 256 : byte)).join(', ');
	const node = `<Buffer ${hex.match(/../g)?.join(' ')}>`;
	const half = base64.slice(0, 24);
	test.each([
		['.env', `# prod\nexport MASTER_KEY="${base64}"\nMODE=live\n`, 'WORD MASTER_KEY > BASE64'],
		['.env of 48 characters', `KEY=${base64}`, 'WORD KEY > BASE64'],
		['.env of Windows', `A=1\r\nMASTER_KEY='${hex}'\r\n`, 'WORD MASTER_KEY > HEX'],
		['.env of Laravel', `APP_KEY=base64:${base64}\n`, 'WORD APP_KEY > BASE64'],
		[
			'.env, escaped for URLs',
			`KEY=${encodeURIComponent(base64)}\n`,
			'UNDONE URL > WORD KEY > BASE64'
		],
		[
			'an address',
			`https://host/x?key=${encodeURIComponent(base64)}&n=1`,
			'UNDONE URL > WORD key > BASE64'
		],
		['ini', `[keys]\nmaster=${hex}\n`, 'WORD master > HEX'],
		['TOML', `key = "${base64}"\n[x]\ny = 1\n`, 'WORD key > BASE64'],
		['Terraform', `resource "x" {\n  key = "${base64}"\n}\n`, 'WORD key > BASE64'],
		[
			'a properties file of Java',
			`#Sun Nov 29\nmaster.key=${base64.replaceAll('=', String.raw`\=`)}\n`,
			'UNDONE JSON_ESCAPES > WORD master.key > BASE64'
		],
		['YAML', `crypto:\n  key: ${base64}\n  mode: gcm\n`, 'WORD key > BASE64'],
		['YAML, as binary', `key: !!binary |\n  ${half}\n  ${base64.slice(24)}\n`, 'WORD key > BASE64'],
		[
			'a Secret of Kubernetes',
			`apiVersion: v1\ndata:\n  master.key: ${base64}\nkind: Secret\nmetadata:\n  name: s\n`,
			'WORD master.key > BASE64'
		],
		[
			'a Secret of Kubernetes, Base64 of Base64',
			`apiVersion: v1\ndata:\n  master.key: ${Buffer.from(base64).toString('base64')}\nkind: Secret\n`,
			'WORD master.key > BASE64 > BASE64'
		],
		[
			'a Secret of Kubernetes as JSON',
			JSON.stringify({
				kind: 'Secret',
				data: { 'master.key': Buffer.from(hex).toString('base64') }
			}),
			'JSON master.key > BASE64 > HEX'
		],
		[
			'JSON',
			JSON.stringify({ app: { masterKeyBase64: base64, n: 1 } }),
			'JSON masterKeyBase64 > BASE64'
		],
		['JSON, a list', JSON.stringify([{ Name: 'K', Value: base64 }]), 'JSON Value > BASE64'],
		[
			'JSON in JSON',
			JSON.stringify({ SecretString: JSON.stringify({ key: hex }) }),
			'JSON SecretString > JSON key > HEX'
		],
		['JSON in lines', `{"n":1}\n{"key":"${base64}"}\n`, 'WORD key > BASE64'],
		[
			'JSON, escaped',
			`{"key":"${base64.replaceAll('/', String.raw`\/`).replaceAll('=', String.raw`\u003d`)}"}`,
			'JSON key > BASE64'
		],
		['XML, an attribute', `<a><add key="Key" value="${base64}"/></a>`, 'WORD value > BASE64'],
		['XML, an element', `<a>\n  <masterKey>${hex}</masterKey>\n</a>\n`, 'WORD masterKey > HEX'],
		[
			'XML, an element in lines',
			`<a>\n  <key>\n    ${base64}\n  </key>\n</a>\n`,
			'WORD key > BASE64'
		],
		[
			'XML with entities',
			`<key>${base64.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;').replaceAll('=', '&#61;')}</key>`,
			'UNDONE HTML > WORD key > BASE64'
		],
		['a table', `| key | ${hex} |\n`, 'WORD > HEX'],
		['a table in CSV', `name,key\nprod,${base64}\n`, 'WORD > BASE64'],
		['a line with a name, in groups', `Key: ${groups.toUpperCase()}\n`, 'WORD Key > HEX'],
		[
			'openssl enc -P',
			`salt=A1B2C3D4E5F60718\nkey=${hex.toUpperCase()}\niv =${hex.slice(0, 32)}\n`,
			'WORD key > HEX'
		],
		['the console of Node', `{ key: ${node} }\n`, 'WORD key > PRINTED'],
		['a program in Java', `byte[] key = new byte[] {${java}};\n`, 'PRINTED'],
		['a program in Go', `package x\n\nvar key = []byte{${[...key].join(', ')}}\n`, 'PRINTED']
	])('%s', (_, text, how) => {
		expect(read(Buffer.from(text))).toEqual([how]);
	});

	test('a text with two of them: both are found, to choose from', () => {
		const other = Buffer.from(key).reverse().toString('base64');
		expect(read(Buffer.from(`OLD=${other}\nNEW=${base64}\n`))).toEqual([
			'WORD OLD > BASE64: KEY_MATERIAL',
			'WORD NEW > BASE64'
		]);
	});

	test('no name shows a part of another value', () => {
		const other = Buffer.from(key).reverse().toString('base64');
		for (const text of [`${other}\n${base64}\n`, `${other},${base64}`, `${other}: ${base64}`])
			for (const { steps } of readFile(Buffer.from(text), { expectedLengths: [32] }))
				expect(steps.filter(({ name }) => name !== undefined)).toEqual([]);
	});
});

describe('nothing is taken for a key in', () => {
	test.each([
		['a list of hashes', `${hex}  a.txt\n${hex.slice(2)}00  b.txt\n`],
		['what openssl dgst prints', `SHA2-256(key.bin)= ${hex}\n`],
		[
			'names of hashes and ids',
			JSON.stringify({ sha256: hex, keyId: hex, iv: hex.slice(32), n: 1 })
		],
		[
			'a UUID',
			'id: 6f9619ff-8b86-4011-b42d-00c04fc964ff\nkey: 6f9619ff-8b86-4011-b42d-00c04fc964ff\n'
		],
		[
			'names in a program',
			'key = getMasterKeyFromTheEnvironmentVariables\nother = some_function_with_long_name'
		],
		['a letter', `Dear Ann,\nI hashed it and got ${hex} here.\n`],
		['32 hex digits behind a text of escapes', String.raw`say "\x41\x42" please`]
	])('%s', (_, text) => {
		const readings = readFile(Buffer.from(text), { expectedLengths: [32] });
		expect(readings.map(({ content }) => content.kind)).toEqual(['TEXT']);
	});
});

test('Base64 that a shell rewrote as UTF-16 is read; bytes that it rewrote are no encrypted key', () => {
	// 128 characters of two bytes in UTF-8 and 128 of one: 384 bytes
	const mangled = Buffer.from(Array.from({ length: 256 }, (_, index) => index || 1)).toString(
		'latin1'
	);
	const [reading] = readFile(Buffer.from(`\uFEFF${mangled}`, 'utf16le'));
	expect([reading?.bytes.length, reading?.content.kind]).toEqual([384, 'UNKNOWN']);
});

describe('an archive is refused, and why is said:', () => {
	itWithPeers(['gzip', 'tar'], 'damaged, nested, with too much in it, or without a key', () => {
		const files = makeFiles(bench, {
			'a gzip that was cut off': 'gzip -c prod.env | head -c 60',
			'a gzip with another CRC': "gzip -nc key.bin | head -c -8; printf 'aaaa\\40\\0\\0\\0'",
			'a tar that was cut off': 'tar cf - prod.env key.bin | head -c 1540',
			'a tar whose second header was changed':
				'tar cf - prod.env key.bin | sed "s/key.bin/kex.bin/"',
			'a gzip in a gzip': 'gzip -c key.bin | gzip -c',
			'a gzip in a tar': 'gzip -c key.bin > key.gz; tar cf - key.gz',
			'a gzip of 300 kB': 'head -c 300000 /dev/zero | gzip -c',
			'a tar of 300 kB': 'head -c 300000 /dev/zero > zeros; tar cf - zeros',
			'a tar of 65 files':
				'mkdir -p many; for i in $(seq 65); do cp key.bin many/$i; done; tar cf - many',
			'a tar of words': 'echo words > words.txt; tar cf - words.txt',
			'a gzip of words': 'echo words | gzip -c'
		});
		const why = Object.entries(files).map(([name, file]) => {
			const content = readFile(file).map(({ content }) => content);
			return [name, content.map((one) => ('reason' in one ? one.reason : one.kind))];
		});
		expect(Object.fromEntries(why)).toEqual({
			'a gzip that was cut off': ['ARCHIVE_DAMAGED'],
			'a gzip with another CRC': ['ARCHIVE_DAMAGED'],
			'a tar that was cut off': ['ARCHIVE_DAMAGED'],
			'a tar whose second header was changed': ['ARCHIVE_DAMAGED'],
			'a gzip in a gzip': ['ARCHIVE_NESTED'],
			'a gzip in a tar': ['ARCHIVE_NESTED'],
			'a gzip of 300 kB': ['ARCHIVE_TOO_LARGE'],
			'a tar of 300 kB': ['ARCHIVE_TOO_LARGE'],
			'a tar of 65 files': ['ARCHIVE_TOO_LARGE'],
			'a tar of words': ['CONTAINER'],
			'a gzip of words': ['CONTAINER']
		});
	});
});
