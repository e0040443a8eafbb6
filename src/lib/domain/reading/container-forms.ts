/** Files of other programs that their first bytes name. What is inside them is never taken for a key. */
import { equalBytes, parseUtf8, type Bytes } from '../bytes.ts';
import type { ContainerForm } from './container-groups.ts';
import { isPgpMessage } from './pgp-packets.ts';
import { isUtf8Text } from './text.ts';
import { decodeBase64, trimText } from './text-encodings.ts';

const latin1 = (text: string): Bytes => Uint8Array.from(text, (one) => one.charCodeAt(0));

/**
 * First bytes, at least three unless more is confirmed; the text forms may have white space and quotation marks before
 * them.
 */
const heads = (
	[
		['OPENSSL_ENC', 'Salted__'],
		['PGP', '-----BEGIN PGP '],
		['VAULT_CIPHERTEXT', 'vault:v'],
		['ANSIBLE_VAULT', '$ANSIBLE_VAULT;'],
		['SOPS', 'ENC[AES256_GCM,'],
		['GIT_CRYPT', '\0GITCRYPT\0'],
		['AGE_IDENTITY', 'AGE-SECRET-KEY-'],
		['AGE_IDENTITY', 'AGE-PLUGIN-'],
		['AGE_RECIPIENT', 'age1'],
		['SSH_SIGNATURE', '-----BEGIN SSH SIGNATURE-----'],
		['DPAPI', '\x01\0\0\0\xd0\x8c\x9d\xdf\x01\x15\xd1\x11\x8c\x7a\0\xc0\x4f\xc2\x97\xeb'],
		['DPAPI', 'DPAPI\x01\0\0\0\xd0\x8c\x9d\xdf'],
		['LUKS', 'LUKS\xba\xbe'],
		['KEEPASS', '\x03\xd9\xa2\x9a'],
		['GZIP', '\x1f\x8b\x08'],
		['BZIP2', 'BZh'],
		['XZ', '\xfd7zXZ\0'],
		['ZSTD', '\x28\xb5\x2f\xfd'],
		['SEVEN_ZIP', '7z\xbc\xaf\x27\x1c'],
		['RAR', 'Rar!\x1a\x07'],
		['CPIO', '070701'],
		['CPIO', '070702'],
		['CPIO', '070707'],
		['CPIO', '\xc7\x71'],
		['AR', '!<arch>\n'],
		['AR', '!<thin>\n'],
		['JKS', '\xfe\xed\xfe\xed\0\0\0'],
		['JCEKS', '\xce\xce\xce\xce\0\0\0'],
		['JAVA_OBJECT', '\xac\xed\0\x05'],
		['SQLITE', 'SQLite format 3\0'],
		['PDF', '%PDF-'],
		['IMAGE', '\x89PNG\r\n\x1a\n'],
		['IMAGE', '\xff\xd8\xff'],
		['IMAGE', 'GIF8'],
		['AWS_ENCRYPTION_SDK', '\x02\x04\x78'],
		['AWS_ENCRYPTION_SDK', '\x02\x05\x78'],
		['AWS_ENCRYPTION_SDK', '\x01\x80'],
		['GOOGLE_CIPHERTEXT', '\x0a\x24\0'],
		['AWS_CIPHERTEXT', '\x01\x02\x02\0\x78'],
		['AWS_CIPHERTEXT', '\x01\x01\x02\0\x78']
	] as const
).map(([form, head]) => [form, latin1(head)] as const);

/** A short head may begin a key by chance: then more of the file has to agree. */
const confirmed: Partial<Record<ContainerForm, (file: Uint8Array) => boolean>> = {
	GZIP: (file) => ((file[3] ?? 0xff) & 0xe0) === 0 && file.length >= 18,
	BZIP2: (file) => /^[1-9]1AY&SY/.test(String.fromCharCode(...file.subarray(3, 10))),
	IMAGE: (file) => file.length > 64,
	// Of version 1 the algorithm follows: 0x0014, 0x0046, 0x0078, 0x0114 and so on.
	AWS_ENCRYPTION_SDK: (file) =>
		file.length > 128 &&
		(file[0] === 2 || ((file[2] ?? 4) < 4 && [0x14, 0x46, 0x78].includes(file[3] ?? 0))),
	// Its two fields: which version of which key, and the ciphertext.
	GOOGLE_CIPHERTEXT: (file) => file[38] === 0x12 && file.length > 64,
	CPIO: hasCpioName,
	JKS: (file) => file.length > 31,
	AGE_RECIPIENT: (file) => file.length >= 62
};

/** What looks like JWE or TR-31: whether it is one, its content tells. */
const keyBlocks = String.raw`eyJ[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+|[A-E]\d{4}[A-Z]\d[A-Z0-9]{4}[ENS]\d\d[A-Z0-9]{16,9999}`;
/** Ciphertext of Vault, and what stands beside its IV and its tag. */
const lines = [
	String.raw`vault:v\d{1,4}:[\w+/]{16,}={0,2}`,
	// IV:data, IV:tag:data or IV:data:tag in hex and Base64, as tutorials for Node.js have it, and 2.IV|data|MAC of Bitwarden
	String.raw`(?:[\da-fA-F]{24}|[\da-fA-F]{32})(?::[\da-fA-F]{32})?:[\da-fA-F]{64,4096}(?::[\da-fA-F]{32})?`,
	String.raw`(?:2\.)?[\w+/]{22}==(?:[:.|][\w+/]{22}==)?[:.|][\w+/]{40,4096}={0,2}(?:[:.|][\w+/]{22,43}={1,2})?`,
	// data--IV--tag of Rails
	String.raw`[\w+/]{16,4096}={0,2}--[\w+/]{16}--[\w+/]{22}==`
].join('|');
const longestLine = 16 * 1024;
const wholeLine = new RegExp(`^(?:${lines})$`);

/** Ciphertext as it stands in a text, beside other things: {@link containerForm} says whose it is. */
export const ciphertextInText = new RegExp(
	String.raw`(?<![\w.:+/-])(?:${keyBlocks}|${lines})(?![\w.:=-])`,
	'g'
);

/** @returns what wrote the file; undefined for what begins like no known container */
export function containerForm(file: Uint8Array): ContainerForm | undefined {
	const text = trimText(file);
	const known = heads.find(
		([form, head]) =>
			(startsWith(file, head) || startsWith(text, head)) && confirmed[form]?.(file) !== false
	);
	if (known) return known[0];
	const mail = startsWith(text, mimeHead) && mailForm(asciiOf(text.subarray(0, longestMailHead)));
	if (mail) return mail;
	if (isTr31(text)) return 'TR_31';
	if (isFernet(file)) return 'FERNET';
	if (startsWith(file.subarray(257), ustar)) return 'TAR';
	// Behind the length of this name.
	if (startsWith(file.subarray(1), azure)) return 'AZURE_BACKUP';
	const jose = compactJose(text);
	if (jose) return jose;
	if (isPgpMessage(file)) return 'PGP';
	const isLine = text.length <= longestLine && isUtf8Text(text);
	return isLine && wholeLine.test(asciiOf(text)) ? 'CIPHERTEXT' : undefined;
}

const asciiOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const mimeHead = latin1('MIME-Version: ');
const longestMailHead = 4096;

/**
 * RFC 8551 §3: mail that is encrypted, or signed. Certificates alone are read elsewhere.
 *
 * @param text - the mail, or what it begins with
 */
export function mailForm(text: string): 'SMIME' | 'SMIME_SIGNED' | undefined {
	const head =
		/^content-type:\s{0,80}(multipart\/signed|application\/(?:x-)?pkcs7-mime)\b(?:[^\n]|\n[ \t]){0,512}/im.exec(
			text
		);
	if (!head || /certs-only/i.test(head[0])) return undefined;
	return /multipart|signed-data/i.test(head[0]) ? 'SMIME_SIGNED' : 'SMIME';
}

/**
 * Where the size of the first name stands, and the name itself, which ends with a zero: three forms of cpio(5). Digits
 * alone could be a key in hex.
 */
function hasCpioName(file: Uint8Array): boolean {
	const digits = (from: number, to: number, radix: number) =>
		Number.parseInt(asciiOf(file.subarray(from, to)), radix);
	const [size, name] =
		file[0] === 0xc7
			? [(file[20] ?? 0) | ((file[21] ?? 0) << 8), 26]
			: file[5] === 0x37
				? [digits(59, 65, 8), 76]
				: [digits(94, 102, 16), 110];
	return size > 1 && size <= 1024 && file.subarray(name, name + size).indexOf(0) === size - 1;
}

const startsWith = (bytes: Uint8Array, head: Uint8Array) =>
	equalBytes(bytes.subarray(0, head.length), head);

/** The header of a TR-31 (ANSI X9.143) key block: version, length of all, usage, algorithm, mode, version, export. */
function isTr31(text: Uint8Array): boolean {
	const head = String.fromCharCode(...text.subarray(0, 16));
	const length = /^[A-E](\d{4})[A-Z]\d[ADEHRST0-9][A-Z]..[ENS]\d\d/.exec(head)?.[1];
	return length !== undefined && Number(length) === text.length;
}

/** Fernet: 0x80, seconds since 1970 as u64, IV, blocks of AES-CBC, HMAC-SHA-256. */
const isFernet = (file: Uint8Array): boolean =>
	file.length >= 73 &&
	(file.length - 57) % 16 === 0 &&
	file[0] === 0x80 &&
	file.subarray(1, 4).every((byte) => byte === 0);

const dot = 0x2e;
const [ustar, azure] = [latin1('ustar'), latin1('AzureKeyVault')];
const longestJoseHeader = 4096;

/** RFC 7516 §7.1 and RFC 7515 §7.1: five or three parts in Base64 with dots between; the first is JSON. */
function compactJose(text: Uint8Array): 'JWE' | 'JWT' | undefined {
	const end = text.subarray(0, longestJoseHeader).indexOf(dot);
	if (end < 0) return undefined;
	const header = decodeBase64(text.subarray(0, end));
	if (!header || !/^\s*\{.*"alg"/s.test(parseUtf8(header) ?? '')) return undefined;
	const dots = text.reduce((count, byte) => count + Number(byte === dot), 0);
	return dots === 4 ? 'JWE' : dots === 2 ? 'JWT' : undefined;
}
