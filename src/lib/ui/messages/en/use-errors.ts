import { toPkcs8Command } from '#lib/domain/clients/convert-commands.ts';
import type {
	ArchiveFault,
	EncryptedFileFault,
	KmsErrorDetails,
	PrivateKeyEncoding,
	PrivateKeyFault
} from '#lib/domain/errors.ts';
import { longestTagKey, longestTagValue, type TagFault } from '#lib/domain/key/tag.ts';
import { formatNumber } from '#lib/ui/words/format.ts';
import { openPrivateKeyCommand, words, type ErrorWords, type UseErrorTexts } from '../errors.ts';
import { cmkSpecNames } from '../key-kind.ts';
import { keySpecNames } from './key-spec.ts';

const archiveWords = (fault: ArchiveFault): ErrorWords => {
	switch (fault.reason) {
		case 'DAMAGED':
			return words(
				'This is no whole tar file.',
				'It is as it was when it was encrypted. Nothing was unpacked.',
				'Decrypt it without unpacking it, and look at it with another program.'
			);
		case 'UNSAFE_NAME':
			return words(
				`A file in it has a name that is not unpacked: ${fault.member}`,
				'It leads out of the folder, is too long, or can’t be written on every system. Nothing was unpacked.',
				'Decrypt it without unpacking it, and unpack the tar file with another program.'
			);
		case 'NOT_A_FILE':
			return words(
				`There is something else than files and folders in it: ${fault.member}`,
				'Airlock unpacks no links, devices or sparse files. Nothing was unpacked.',
				'Decrypt it without unpacking it, and unpack the tar file with another program.'
			);
		case 'TWICE':
			return words(
				`Two files in it would get the same place: ${fault.member}`,
				'Their names are the same, or differ only in what some systems don’t tell apart. Nothing was unpacked.',
				'Decrypt it without unpacking it, and unpack the tar file with another program.'
			);
		case 'TOO_MANY':
			return words(
				`There are more than ${formatNumber(fault.limit, 'en')} files and folders in it.`,
				'',
				'Use smaller folders.'
			);
	}
};

const suiteName = (suite: number) => `0x${suite.toString(16).padStart(4, '0')}`;

const encryptedFileWords = (fault: EncryptedFileFault): ErrorWords => {
	const at = 'offset' in fault ? formatNumber(fault.offset, 'en') : '';
	switch (fault.reason) {
		case 'NOT_ENCRYPTED':
			return words('This file isn’t encrypted in a format that Airlock opens.');
		case 'WITHOUT_COMMITMENT':
			return words(
				'This file doesn’t commit to its key.',
				`Its suite is ${suiteName(fault.suite)}. Whoever made such a file can make it decrypt to different contents under different keys.`,
				'If you trust where it comes from, you can allow it for this file.'
			);
		case 'AES_192':
			return words(
				'This browser has no AES with keys of 192 bits.',
				`The suite of this file is ${suiteName(fault.suite)}.`,
				'Decrypt it in Firefox, or with the AWS Encryption SDK.'
			);
		case 'OTHER_PROVIDER':
			return words(
				'No key of Airlock opens this file.',
				'Its data key was encrypted by another service or program.'
			);
		case 'CUT_OFF':
			return words(
				'The end of this file is missing.',
				`It ends after ${at} bytes, in the middle of what was encrypted. Nothing was kept.`,
				'Copy the file again from where it was whole.'
			);
		case 'ALTERED':
			return words(
				'This file was changed since it was encrypted.',
				`What begins at byte ${at} can’t be verified. Nothing was kept.`,
				'Copy the file again from where it was whole.'
			);
		case 'SIGNATURE':
			return words(
				'The signature of this file doesn’t verify.',
				'Nothing was kept.',
				'Ask the person who made the file to send it again.'
			);
		case 'EXTENDED':
			return words(
				'There is something after the end of this file.',
				`It should end after ${at} bytes. Nothing was kept.`,
				'Copy the file again from where it was whole.'
			);
	}
};

const limitTexts: Record<KmsErrorDetails['LimitExceeded']['of'], (limit: number) => ErrorWords> = {
	tags: (limit) =>
		words(
			`A key can have ${limit} tags.`,
			'With these it would have more. Nothing was changed.',
			'Remove some of its tags first.'
		),
	onDemandRotations: (limit) =>
		words(
			`A key can be rotated ${limit} times on demand.`,
			'This one has been. Nothing was changed; automatic rotation goes on.',
			'Create a new key, and move the alias to it. Keep the old key to decrypt with.'
		),
	keyMaterials: (limit) =>
		words(
			`A key can have ${limit} key materials.`,
			'This one has them all, so it isn’t rotated any more. It still encrypts and decrypts.',
			'Create a new key, and move the alias to it. Keep the old key to decrypt with.'
		)
};

export const tagTexts: Record<TagFault, (number: number) => ErrorWords> = {
	NO_KEY: (number) => words(`Tag ${number} has no key.`, '', 'Enter a key, or leave the tag out.'),
	KEY_TOO_LONG: (number) =>
		words(
			`The key of tag ${number} is too long.`,
			`Keys have at most ${longestTagKey} characters.`
		),
	VALUE_TOO_LONG: (number) =>
		words(
			`The value of tag ${number} is too long.`,
			`Values have at most ${longestTagValue} characters.`
		),
	CHARACTER: (number) =>
		words(
			`Tag ${number} has a character that tags can’t have.`,
			'Tags can have letters, digits, spaces and + - = . _ : / @.'
		),
	RESERVED: (number) =>
		words(
			`Tag ${number} begins with aws:, which is reserved.`,
			'Services of AWS set such tags.',
			'Choose another key.'
		),
	TWICE: (number) =>
		words(
			`Tag ${number} has the same key as another.`,
			'A key has one value.',
			'Keep one of the two.'
		)
};

const privateKeyForms: Record<PrivateKeyEncoding, string> = {
	PKCS_1: 'PKCS #1',
	SEC_1: 'SEC 1',
	OPENSSH: 'a file of OpenSSH',
	PUTTY: 'a file of PuTTY',
	JWK: 'a JWK',
	TEXT: 'text, such as PEM'
};

export const privateKeyWords: (fault: PrivateKeyFault) => ErrorWords = (fault) => {
	switch (fault.reason) {
		case 'NOT_A_PRIVATE_KEY':
			return words(
				'This is not a private key.',
				'Airlock takes private keys in PKCS #8, PKCS #1 or SEC 1, as PEM or DER.'
			);
		case 'ENCRYPTED':
			return words(
				'This private key is locked with its own password.',
				'Airlock can’t open it, but OpenSSL can.',
				`Run “${openPrivateKeyCommand}”.`
			);
		case 'WRONG_PASSWORD':
			return words(
				'That password doesn’t open this private key.',
				'Or the file was altered or damaged.',
				'Check upper and lower case, and try again.'
			);
		case 'OTHER_KIND':
			return words(
				'Airlock can’t wrap this kind of private key.',
				'It wraps RSA keys of 2048, 3072 and 4096 bits, and keys on the curves P-256, P-384 and P-521.'
			);
		case 'OTHER_SPEC':
			return words(
				`This is ${keySpecNames[fault.actual]}; ${keySpecNames[fault.expected]} was chosen.`,
				'Airlock tells the service the type of the key, and the service takes no other.',
				'Choose the type of this key, or another file.'
			);
		case 'OTHER_KIND_OF_KEY':
			return words(
				`This is a key of the type ${cmkSpecNames[fault.actual]}; this key takes ${cmkSpecNames[fault.expected]}.`,
				'The type of a key is chosen when the key is created, and stays.',
				'Choose another file, or create a key of that type.'
			);
		case 'OTHER_ALGORITHM':
			return words(
				`This private key is not of the type ${cmkSpecNames[fault.expected]}.`,
				'Its algorithm, its curve or its size is another one, which no key of Airlock has.',
				'Choose another file.'
			);
		case 'NOT_PKCS_8':
			return words(
				`This private key is not PKCS #8 in DER: it is ${privateKeyForms[fault.form]}.`,
				'An import takes PKCS #8 in DER.',
				`Convert it with “${toPkcs8Command(fault.form, fault.expected)}”, and encrypt the new file.`
			);
		case 'EXPANDED_ONLY':
			return words(
				'This private key of ML-DSA is without its seed.',
				'It is the expanded key only. Browsers take the seed of 32 bytes, which can’t be computed from the expanded key.',
				'Export the key with its seed where it was made: OpenSSL 3.5 does so by default. If the seed was not kept there, make a new key.'
			);
		case 'PUBLIC_HALF':
			return words(
				'This is a public key or a certificate.',
				'An import needs the private key.',
				'Encrypt the file with the private key.'
			);
		case 'NO_PRIVATE_KEY':
			return words(
				'There is no private key in it.',
				'An import takes a private key as PKCS #8 in DER.',
				'Encrypt the file with the private key.'
			);
		case 'DAMAGED':
			return words(
				'This private key can’t be used.',
				'It is damaged, its public key belongs to another private key, or this browser doesn’t take its form.',
				'To check it, run “openssl pkey -in key.der -inform DER -check -noout”.'
			);
	}
};

export const useErrorTexts: UseErrorTexts = {
	InvalidPrivateKey: (fault) => privateKeyWords(fault),
	InvalidKeyUsage: ({ keyId, keySpec, keyUsage, algorithm }, nameOf) =>
		words(
			`${nameOf(keyId)} can’t be used for that.`,
			`It is ${keySpec}, for ${keyUsage}${algorithm ? `, without ${algorithm}` : ''}.`,
			'Choose a key that was made for it.'
		),
	KeyRetired: ({ keyId, replacedBy }, nameOf) =>
		words(
			`${nameOf(keyId)} is retired.`,
			`It decrypts and verifies what was made with it, and makes nothing new.${replacedBy === null ? '' : ` ${nameOf(replacedBy)} has taken its place.`} Nothing was changed.`,
			replacedBy === null ? 'Choose another key.' : `Use ${nameOf(replacedBy)}.`
		),
	TagException: ({ reason, number }) => tagTexts[reason](number),
	LimitExceeded: ({ of, limit }) => limitTexts[of](limit),
	InvalidCiphertext: () =>
		words(
			'This can’t be decrypted.',
			'It was changed or cut off, was encrypted with another key, or the encryption context differs.',
			'Check the file and the context. Nothing was changed.'
		),
	IncorrectKey: ({ keyId }, nameOf) =>
		words(
			'This was encrypted with a key other than the one that was named.',
			`The ciphertext names the key ${nameOf(keyId)}.`,
			'Name that key, or none. Nothing was changed.'
		),
	IncorrectKeyMaterial: ({ keyId }, nameOf) =>
		words(
			'This is not the key material that this key is bound to.',
			`Only the same key material can be imported into ${nameOf(keyId)} again.`,
			'To use other key material, create a new key.'
		),
	KmsInvalidSignature: () =>
		words(
			'The signature doesn’t verify.',
			'It was made over another message, with another key or another algorithm; or something was changed since.'
		),
	KmsInvalidMac: () =>
		words(
			'The MAC doesn’t verify.',
			'It was made over another message or with another key; or something was changed since.'
		),
	DryRunOperation: () => words('It would have been done.', 'This was a dry run.'),
	InvalidEncryptedFile: encryptedFileWords,
	InvalidArchive: archiveWords
};
