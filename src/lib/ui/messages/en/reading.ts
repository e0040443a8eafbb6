import type { Base85Form } from '#lib/domain/reading/base85.ts';
import type { PublicKeyForm } from '#lib/domain/reading/content.ts';
import type { WordOrder } from '#lib/domain/reading/reading.ts';
import type { TextDamage } from '#lib/domain/reading/text-damage.ts';

/** How a file was read and what it holds, for every file field. */
export const readingMessages = {
	/** steps that may have a name */
	named: {
		ZIP: (name: string | undefined) => (name === undefined ? 'zip' : `zip, file ${name}`),
		TAR: (name: string | undefined) => (name === undefined ? 'tar' : `tar, file ${name}`),
		GZIP: (name: string | undefined) => (name === undefined ? 'gzip' : `gzip, file ${name}`),
		WORD: (name: string | undefined) =>
			name === undefined ? 'a value in the text' : `the value of ${name}`,
		PEM: (label: string | undefined) => (label === undefined ? 'PEM' : `PEM (${label})`),
		JSON: (field: string | undefined) =>
			field === undefined || field === '' ? 'JSON' : `JSON, field ${field}`
	},
	steps: {
		UTF_8_BOM: 'UTF-8 text with a byte order mark',
		UTF_16: 'UTF-16 text',
		UTF_32: 'UTF-32 text',
		HEX: 'hex',
		BASE64: 'Base64',
		BASE32: 'Base32',
		BASE85: 'Base85',
		PRINTED: 'bytes as a program prints them',
		RTF: 'text of an RTF document',
		SHEET: 'the text of a printed sheet',
		BINARY: 'binary'
	},
	base85: {
		ASCII85: 'Base85 (Ascii85)',
		RFC_1924: 'Base85 (RFC 1924, as Python’s b85encode)',
		Z85: 'Base85 (Z85)'
	} satisfies Record<Base85Form, string>,
	wordOrders: {
		LAST_BYTE_FIRST: 'words that od prints, the last byte of each first (as on a PC)',
		FIRST_BYTE_FIRST: 'words that od prints, the first byte of each first (--endian=big)'
	} satisfies Record<WordOrder, string>,
	undone: (damage: string) => `${damage}, undone`,
	damages: {
		URL: '%-escapes of URLs',
		HTML: 'HTML entities',
		JSON_ESCAPES: 'backslashes of JSON or a properties file',
		QUOTED_PRINTABLE: 'quoted-printable of mail',
		SPACES: 'spaces instead of +',
		MARKS: 'marks between or around its lines'
	} satisfies Record<TextDamage, string>,
	damagedTitle: 'The text was changed on its way here.',
	damagedCause: (damage: string) => `It had ${damage}. Airlock undid that; check the result.`,
	couldBe: (readings: string) => `(could also be ${readings})`,
	differently: 'Read it differently',
	readAs: {
		AUTOMATIC: 'Automatic',
		BINARY: 'Raw bytes',
		BASE64: 'Base64',
		HEX: 'Hex',
		PEM: 'PEM',
		DER: 'DER',
		JSON: 'JSON',
		BIG_ENDIAN_WORDS: 'Words of od --endian=big'
	},
	clouds: {
		AWS: 'AWS',
		ALIBABA: 'Alibaba Cloud',
		PING_AN: 'Ping An Cloud',
		TENCENT: 'Tencent Cloud',
		OTHER: 'another service'
	},
	encryptedKey: (spec: string, method: string) => `an encrypted key, ${method} with ${spec}`,
	importToken: 'an import token of Airlock',
	cloudToken: (cloud: string) => `an import token of ${cloud}`,
	ciphertextBlob: 'data that Airlock encrypted',
	/** of a certificate */
	validUntil: (what: string, time: string) => `${what}, valid until ${time}`,
	publicKeyIn: {
		SPKI: (key) => `a public key, ${key}`,
		PKCS_1: (key) => `a public key, ${key}`,
		JWK: (key) => `a public key, ${key}`,
		SSH: (key) => `a public key of SSH, ${key}`,
		XML: (key) => `a public key in XML of .NET, ${key}`,
		PRINTED: (key) => `a public key as OpenSSL prints it, ${key}`,
		CERTIFICATE: (key) => `a certificate with a public key, ${key}`,
		CSR: (key) => `a certificate request with a public key, ${key}`,
		PKCS_7: (key) => `certificates (PKCS #7); the first has a public key, ${key}`
	} satisfies Record<PublicKeyForm, (key: string) => string>,
	privateKey: (key: string) => `a private key, ${key}`,
	privateKeyLocked: 'a private key, locked with its own password',
	privateKeyUnknown: 'a private key',
	privateKeyOf: {
		OPENSSH: (locked: boolean) =>
			`a private key of OpenSSH${locked ? ', locked with its own password' : ''}`,
		PUTTY: (locked: boolean) =>
			`a private key of PuTTY${locked ? ', locked with its own password' : ''}`,
		COSIGN: (locked: boolean) =>
			`a private key of cosign${locked ? ', locked with its own password' : ''}`
	},
	rsa: (bits: number) => `RSA of ${bits} bits`,
	rsaFor: (bits: number, use: string) => `RSA of ${bits} bits, for ${use} only`,
	otherCurve: 'a curve that Airlock doesn’t know',
	pkcs12: 'a PKCS #12 file (.p12, .pfx)',
	keyMaterial: 'plain key material',
	byokFile: 'a transfer file for Azure (.byok)',
	ageFile: 'a file encrypted with age',
	nothing: 'nothing at all',
	text: 'text',
	unknown: 'nothing that Airlock knows',
	refused: {
		TOO_LARGE: 'The file is too large to be read.',
		ZIP_DAMAGED: 'The zip file is damaged or incomplete.',
		ZIP_ENCRYPTED: 'The zip file is locked with a password. Unpack it and choose the file inside.',
		ZIP_TOO_LARGE:
			'The zip file holds more than import files. Unpack it and choose the file inside.',
		ARCHIVE_NESTED:
			'There is another zip, tar or gzip file inside this one. Unpack it and choose the file inside.',
		ZIP_WITHOUT_KEYS: 'There is no key and no token in this zip file.',
		ARCHIVE_DAMAGED: 'The gzip or tar file is damaged or incomplete.',
		ARCHIVE_TOO_LARGE:
			'The gzip or tar file holds more than import files. Unpack it and choose the file inside.',
		ASN1_TOO_DEEP: 'It is nested deeper than any key or certificate.',
		PRINTED_CUT:
			'A program printed only some of the bytes. Let it write the file itself, or print all bytes as hex or Base64.',
		SEVERAL_FILES:
			'Several files are read together only if each has shares of a recovery kit. Choose one file.',
		NOT_READABLE_SO: 'It can’t be read in the way you chose.'
	},
	utf16Title: 'A program rewrote this file as UTF-16 text.',
	utf16Cause: 'PowerShell’s > does that. Airlock converted it back; check the result.',
	utf16Damaged:
		'PowerShell’s > does that to binary output, and bytes are lost. Let the program write the file itself, and choose that.',
	twiceTitle: 'Encoded twice.',
	twiceCause: (size: string) => `Decoded both layers: ${size}.`
};
