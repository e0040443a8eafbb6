import type { PrivateKeyFault } from '#lib/domain/errors.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import type { Cloud } from '#lib/domain/reading/content.ts';
import { formatBytes, formatDateTimeWithZone, groupsOfFour } from '#lib/ui/words/format.ts';
import {
	words,
	looksBare,
	looksLikeBlocks,
	checksOf,
	containerOf,
	join,
	type FindingTexts
} from '../diagnosis.ts';
import { keysMessages } from './keys.ts';
import { privateKeyWords } from './use-errors.ts';

export const clouds: Record<Cloud, string> = {
	AWS: 'AWS KMS',
	ALIBABA: 'Alibaba Cloud',
	PING_AN: 'Ping An Cloud',
	TENCENT: 'Tencent Cloud',
	OTHER: 'another service'
};

const en = (byteCount: number) => formatBytes(byteCount, 'en');

const enTime = (at: number) => formatDateTimeWithZone(at, 'en');

const emptyEn = () => words('The file is empty.', 'It has 0 bytes.');

const copyEn = () =>
	words(
		'This is an encrypted copy, an age file.',
		'Only its passphrase opens it. Open it with “age -d”, then encrypt the key material for these parameters.'
	);

const secondPartEn = (bytes: number, expectedBytes: number): string => {
	if (bytes === expectedBytes)
		return `The second part has ${en(bytes)}, as expected: it was wrapped under another AES key, with another initial value, or changed. Make both parts again.`;
	const length = `The second part has ${en(bytes)}; ${expectedBytes} were expected.`;
	if (looksBare(bytes))
		return `${length} A key wrap never has this length; it fits AES-CTR, AES-CBC or AES-ECB without padding, or key material that was not encrypted at all. Use AES key wrap with padding (RFC 5649).`;
	return looksLikeBlocks(bytes)
		? `${length} A key wrap never has this length; it fits AES-CBC, AES-ECB or AES-GCM. Use AES key wrap with padding (RFC 5649).`
		: `${length} Something is missing or was added. Make both parts again.`;
};

const weakEn = () => {
	const { title, cause } = keysMessages.material.weak;
	return `${title} ${cause}`;
};

const keyFault = ({ fault }: { fault: PrivateKeyFault }) => {
	const { title, cause, next } = privateKeyWords(fault);
	return words(title, [cause, next].join(' '));
};

export const findingTexts: FindingTexts = {
	'EK-OK': ({ setId, keyCheckValue }) =>
		words(
			'Ready.',
			`Opens with parameters ${shortSetId(setId)}. ${keyCheckValue ? `It has the ${checksOf(keyCheckValue, 'en')}.` : weakEn()}`
		),
	'EK-EMPTY': emptyEn,
	'EK-BIG': ({ bytes }) =>
		words(`The file is ${en(bytes)}.`, 'An encrypted key file is under 10 KB. It was not read.'),
	'EK-PLAIN': ({ bytes, expectedBytes }) =>
		words(
			'This looks like key material that isn’t encrypted yet.',
			`It has ${en(bytes)}; an encrypted key file has ${expectedBytes}. It was not stored.`
		),
	'EK-PEMPRIV': () =>
		words(
			'This is a private key, not an encrypted key file.',
			'Private keys are encrypted before they are imported. It was not stored.'
		),
	'EK-PUB': () =>
		words(
			'This is a public key.',
			'You may have chosen the wrapping key instead of the encrypted key file.'
		),
	'EK-TOKEN': () => words('This is an import token.', 'It belongs in the other field.'),
	'EK-CLOUD': ({ cloud }) =>
		words(
			`This is a token of ${clouds[cloud]}.`,
			'It is not a key file. To send key material there, use Wrap for a cloud.'
		),
	'EK-CONTAINER': ({ container }) => containerOf(container, 'en'),
	'EK-COPY': copyEn,
	'EK-ARCHIVE': () =>
		words(
			'There is no encrypted key in this zip.',
			'It may be the download with the public key and the token.'
		),
	'EK-UTF16': () =>
		words(
			'A program rewrote this file as UTF-16 text.',
			'PowerShell’s > does that. Airlock converted it back; check the result.'
		),
	'EK-TWICE': ({ bytes }) => words('Encoded twice.', `Decoded both layers: ${en(bytes)}.`),
	'EK-BREAK': ({ bytes, expectedBytes }) =>
		words(
			`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
			'A line break was added at the end. Without it, the file opens.'
		),
	'EK-EXTRA': ({ bytes, expectedBytes }) =>
		words(
			`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
			'Something was added to it. Without that, the file opens.'
		),
	'EK-CRLF': ({ bytes, expectedBytes }) =>
		words(
			'Its line endings were changed.',
			`It has ${en(bytes)}; ${expectedBytes} were expected. A transfer in text mode, or git, can do that to a binary file. With the original line endings, the file opens.`
		),
	'EK-RETYPED': ({ bytes, expectedBytes }) =>
		words(
			'A program read this binary file as text and wrote it again.',
			`It has ${en(bytes)}; ${expectedBytes} were expected. Turned back into bytes, the file opens.`
		),
	'EK-SWAPPED': () =>
		words(
			'The two parts of this file are in the wrong order.',
			'The wrapped key material comes first and the wrapped AES key second. The public key is the right one. With the parts swapped, the file opens.'
		),
	'EK-REVERSED': () =>
		words(
			'The bytes of the RSA block are in reverse order.',
			'CryptEncrypt of Windows writes the last byte first. The public key is the right one. With the bytes reversed, the file opens.'
		),
	'EK-ZEROS': ({ bytes, expectedBytes }) =>
		words(
			`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
			'A zero at its start was dropped. That happens when a program treats the RSA block as a number, as Java’s BigInteger does. With the zero, the file opens.'
		),
	'EK-LOST': () =>
		words(
			'A program read this binary file as text, and some of its bytes are lost.',
			'In PowerShell, > and Set-Content do that. Let openssl write the file itself, with -out, and copy it as a binary file.'
		),
	'EK-RSA': ({ bytes, expectedBytes, found, expected }) =>
		words(
			`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
			`${en(bytes)} fit ${found}. These parameters use ${expected}: encrypt again with the newer public key.`
		),
	'EK-CUT': ({ bytes, expectedBytes }) =>
		words(
			`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
			'It was cut off, or it is another file.'
		),
	'EK-LEN': ({ bytes, expectedBytes }) =>
		words(
			`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
			'It is another file, or something was added in the middle of it.'
		),
	'EK-OLDSET': ({ setId, issued, currentSetId }) =>
		words(
			`Encrypted with an older public key (${shortSetId(setId)}, ${enTime(issued)}).`,
			`Encrypt again with the current one (${shortSetId(currentSetId)}).`
		),
	'EK-OTHERKEY': ({ keyId, setId }, nameOf) =>
		words(
			`Encrypted for another key: ${nameOf(keyId)}.`,
			`It opens with parameters ${shortSetId(setId)} of that key. Import it there, or encrypt again with this key’s public key.`
		),
	'EK-SHA1': () =>
		words(
			'Encrypted with OAEP SHA-1; these parameters need SHA-256.',
			'OpenSSL uses SHA-1 unless told otherwise. So do Node.js, and OAEPPadding in Java.'
		),
	'EK-SHA256': () =>
		words(
			'Encrypted with OAEP SHA-256; these parameters need SHA-1.',
			'They were created to match a cloud. Use the command for them, or create parameters for SHA-256.'
		),
	'EK-MGF1': ({ expected }) =>
		words(
			'The hash is SHA-256, but the mask function (MGF1) used SHA-1.',
			`OAEPWithSHA-256AndMGF1Padding does that in Java, unless an OAEPParameterSpec names both. Set both to ${expected}.`
		),
	'EK-HASH': ({ found, mask, expected }) =>
		words(
			`Encrypted with OAEP ${found}${found === mask ? '' : ` and MGF1 ${mask}`}; these parameters need ${expected}.`,
			`Set the hash and the hash of the mask function (MGF1) both to ${expected}: in OpenSSL with rsa_oaep_md and rsa_mgf1_md, in Java with an OAEPParameterSpec; in Node.js with oaepHash, in Go with the hash of EncryptOAEP.`
		),
	'EK-LABEL': ({ found, mask }) =>
		words(
			'Encrypted with an OAEP label; these parameters take no label.',
			`The public key is the right one. The hash is ${found}${found === mask ? '' : `, that of MGF1 ${mask}`}. Encrypt again with an empty label: nil in Go, no oaepLabel in Node, PSpecified.DEFAULT in Java.`
		),
	'EK-RAW': ({ expected }) =>
		words(
			`Encrypted without any padding; these parameters need OAEP ${expected}.`,
			'The public key is the right one. Bouncy Castle does that when the algorithm is just “RSA”, Java with NoPadding, Node.js with RSA_NO_PADDING. It is not safe: encrypt again.'
		),
	'EK-PKCS1': ({ expected }) =>
		words(
			`Encrypted with PKCS#1 v1.5 padding; these parameters need OAEP ${expected}.`,
			'OpenSSL uses it unless told otherwise. So does Java when the algorithm is just “RSA”; in pkcs11-tool it is RSA-PKCS.'
		),
	'EK-OTHERALG': ({ found, expected }) =>
		words(
			`This file uses ${found}; these parameters were made for ${expected}.`,
			'Create parameters for the way you encrypt, or encrypt in the other way.'
		),
	'EK-HALF': ({ holds }) =>
		words(
			holds === 'OTHER'
				? 'This is one RSA block; these parameters need two parts. The second part is missing.'
				: 'This is the first part of a two-part file: the wrapped AES key. The second part is missing.',
			holds === 'UNOPENED'
				? `Or the file was not made for these parameters. If you have a second part, join them with “${join}”.`
				: `The public key is the right one. Join the two parts with “${join}”.`
		),
	'EK-SECONDHALF': () =>
		words(
			'This looks like the second part of a two-part file: the wrapped key material. The first part is missing.',
			`It has the length that AES key wrap gives. The wrapped AES key belongs before it: join the two parts with “${join}”.`
		),
	'EK-MAYBEHALF': () =>
		words(
			'It may be the first part of a two-part file.',
			'This key had parameters or a file for RSA_AES_KEY_WRAP before. If you made two parts, this one holds a throw-away AES key and not your key material: compare the check value with that of your key before you import.'
		),
	'EK-AESTEXT': ({ form }) =>
		form === 'LINE_BREAK'
			? words(
					'Its first part holds the AES key and a line break.',
					'The public key is the right one. Encrypt the bytes of the AES key alone: write them with openssl rand -out, not with echo.'
				)
			: words(
					`Its first part holds the AES key as ${form === 'HEX' ? 'hex' : 'Base64'} text.`,
					'The public key is the right one. Encrypt the bytes of the AES key, not their text.'
				),
	'EK-AESBYTES': ({ bytes }) =>
		words(
			`Its first part holds ${en(bytes)}, which is not an AES key.`,
			'The public key is the right one. Encrypt an AES key of 32 bytes in the first part, and wrap the key material with it in the second.'
		),
	'EK-SECONDTEXT': ({ form }) =>
		words(
			`Its second part is ${form === 'HEX' ? 'hex' : 'Base64'} text.`,
			'The public key is the right one. Join the bytes of both parts, or write the whole file as text.'
		),
	'EK-KWPKCS7': () =>
		words(
			'Its second part was padded differently: PKCS #7, then AES key wrap (RFC 3394).',
			'The public key is the right one. Older PKCS #11 tokens (CKM_AES_KEY_WRAP_PAD) and Java’s AES/KW/PKCS5Padding do that. Use RFC 5649: CKM_AES_KEY_WRAP_KWP, AES/KWP/NoPadding, or id-aes256-wrap-pad in OpenSSL.'
		),
	'EK-WRAPIV': () =>
		words(
			'Its second part was wrapped with another initial value.',
			'The public key is the right one. AES key wrap with padding (RFC 5649) uses A65959A6: in OpenSSL -id-aes256-wrap-pad -iv A65959A6.'
		),
	'EK-AESMODE': ({ mode }) =>
		words(
			mode === 'PASSWORD'
				? 'Its second part was encrypted by “openssl enc” with a password. That is not a key wrap.'
				: `Its second part was encrypted with AES-${mode}. That is not a key wrap.`,
			'The public key is the right one. These parameters need AES key wrap with padding (RFC 5649): in OpenSSL -id-aes256-wrap-pad -iv A65959A6.'
		),
	'EK-SECOND': ({ bytes, expectedBytes }) =>
		words(
			'Its first part opens, its second part does not.',
			`The public key is the right one. ${secondPartEn(bytes, expectedBytes)}`
		),
	'EK-KW': () =>
		words(
			'Its second part was wrapped without padding (RFC 3394).',
			'These parameters need AES key wrap with padding (RFC 5649). In OpenSSL and Node.js that is id-aes256-wrap-pad, not id-aes256-wrap; in Java AES/KWP/NoPadding, in Python aes_key_wrap_with_padding.'
		),
	'EK-NOPE': ({ fingerprint }) =>
		words(
			'This file can’t be opened with this key’s parameters.',
			`Airlock tried OAEP with every pair of SHA-1, SHA-256, SHA-384 and SHA-512, with and without a label, PKCS#1 v1.5, and no padding. What remains: another public key, changed bytes, or OAEP with a hash such as SHA-224 or SHA-3. First compare fingerprints. Yours is ${groupsOfFour(fingerprint).join(' ')}.`
		),
	'EK-NOSET': () =>
		words('There are no import parameters that work.', 'They ran out, or were discarded.'),
	'EK-MATTEXT': ({ bytes, form }) =>
		words(
			`It opens, but the key material has ${en(bytes)} of text.`,
			`You encrypted the ${form === 'HEX' ? 'hex' : 'Base64'} text instead of the bytes.`
		),
	'EK-MATBREAK': ({ bytes }) =>
		words(
			`It opens, but the key material has ${en(bytes)}.`,
			'A line break at the end was encrypted too.'
		),
	'EK-MATLEN': ({ bytes, expectedBytes, mostBytes }) =>
		words(
			`It opens, but the key material has ${en(bytes)}; this key needs ${
				mostBytes === expectedBytes ? expectedBytes : `${expectedBytes} to ${mostBytes}`
			}.`,
			'Encrypt key material of the right length.'
		),
	'EK-KEYKIND': keyFault,
	'EK-KEYFORM': keyFault,
	'EK-KEYHALF': keyFault,
	'EK-NOKEY': keyFault,
	'EK-KEYBAD': keyFault,
	'EK-DIFF': ({ bound, found }) =>
		words(
			'This is not the key material that this key is bound to.',
			`${bound && found ? `Bound to ${checksOf(bound, 'en')}; this file has ${checksOf(found, 'en')}. ` : ''}Only the same material can be imported again. To use other material, create a new key.`
		),
	'EK-OTHERCMK': ({ keyId }, nameOf) =>
		words(`This is the key material of ${nameOf(keyId)}.`, 'That key is bound to it already.'),
	'TK-OK': ({ setId, validTo }) =>
		words('Ready.', `For parameters ${shortSetId(setId)}, valid until ${enTime(validTo)}.`),
	'TK-EMPTY': emptyEn,
	'TK-BIG': ({ bytes }) =>
		words(`The file is ${en(bytes)}.`, 'An import token is under 1 KB. It was not read.'),
	'TK-PLAIN': () =>
		words('This looks like plain key material, not an import token.', 'It was not stored.'),
	'TK-PEMPRIV': () => words('This is a private key, not an import token.', 'It was not stored.'),
	'TK-PUB': () =>
		words(
			'This is a public key.',
			'You may have chosen the wrapping key instead of the import token.'
		),
	'TK-EK': () => words('This is the encrypted key file.', 'It belongs in the other field.'),
	'TK-CLOUD': ({ cloud }) =>
		words(
			`This token is from ${clouds[cloud]}, not from Airlock.`,
			'To send key material there, use Wrap for a cloud.'
		),
	'TK-CONTAINER': ({ container }) => containerOf(container, 'en'),
	'TK-COPY': copyEn,
	'TK-ARCHIVE': () =>
		words('There is no import token in this zip.', 'Choose the download of these parameters.'),
	'TK-NOT': ({ bytes }) =>
		words('This is not an import token.', `It has ${en(bytes)} and doesn’t begin like one.`),
	'TK-EXTRA': ({ bytes, expectedBytes }) =>
		words(
			`The token has ${en(bytes)}; ${expectedBytes} were expected.`,
			'A line break or something else was added to it. Without that, it is complete.'
		),
	'TK-CUT': ({ bytes, expectedBytes }) =>
		words('The token is incomplete.', `${bytes} of ${en(expectedBytes)}.`),
	'TK-CHANGED': () => words('The token was changed.', 'Its seal doesn’t match.'),
	'TK-OTHERKEY': ({ keyId }, nameOf) =>
		words(
			`This token is for another key (${nameOf(keyId)}).`,
			'Take the token from this key’s download, or import there.'
		),
	'TK-OLDSET': ({ setId, issued, encryptedKeySetId }) =>
		words(
			'This token is from an older download.',
			`It belongs to ${shortSetId(setId)} (${enTime(issued)}).${encryptedKeySetId ? ` Your encrypted key file uses ${shortSetId(encryptedKeySetId)}.` : ''} Use two files from the same download.`
		),
	'TK-SPENT': ({ setId, at }) =>
		words(
			`This token was used on ${enTime(at)}.`,
			`Each works once. It belongs to ${shortSetId(setId)}. Create new parameters and encrypt again.`
		),
	'TK-EXP': ({ setId, validTo }) =>
		words(
			`This token ran out on ${enTime(validTo)}.`,
			`Tokens work for 24 hours. It belongs to ${shortSetId(setId)}. Create new parameters and encrypt again.`
		),
	'TK-VAULT': () =>
		words('This token was made in another vault.', 'Take the token from this key’s download.')
};

export const diagnosisMessages = {
	checkFiles: 'Check these files',
	checking: 'Checking the files…',
	findingOut: 'Finding out why…',
	ready: 'Both files are ready to be imported.',
	also: 'Also:',
	title: 'What was found',
	fixes: {
		NOTHING_TO_FIX: 'Nothing to do',
		CHOOSE_FILE: 'Choose another file',
		ENCRYPT_IT_NOW: 'Encrypt it now',
		MOVE_TO_OTHER_FIELD: 'Move it to the other field',
		USE_REPAIRED: 'Fix it and check again',
		COPY_COMMAND: 'Copy the right command',
		CREATE_PARAMETERS: 'Create new parameters',
		CREATE_PARAMETERS_FOR_IT: 'Create parameters for it',
		DOWNLOAD_PUBLIC_KEY: 'Download the public key',
		SHOW_STEPS: 'Show the steps again',
		ENCRYPT_DECODED: 'Encrypt the decoded bytes',
		GO_TO_KEY: 'Go to that key',
		CREATE_KEY: 'Create a new key',
		USE_OWN_TOKEN: 'Use this key’s token',
		WRAP_FOR_CLOUD: 'Open Wrap for a cloud'
	},
	swap: 'Swap the two files',
	inReach: 'If your program can’t do anything else, create parameters that it can use:',
	commandCopied: 'The command is copied. Run it, then choose the new file above.',
	command: 'the command that encrypts for these parameters',
	encryptedDecoded: 'The decoded bytes are encrypted. Confirm to import them.',
	repaired: 'The file was fixed.',
	tokenUsed: 'The token of these parameters was chosen.',
	nothingChanged: 'Nothing was changed.'
};
