import { describe, expect, test } from 'vitest';
import { KmsError, type KmsErrorCode, type KmsErrorDetails } from '#lib/domain/errors.ts';
import { asKeyId, asParameterSetId } from '#lib/domain/ids.ts';
import { describeError } from '#lib/ui/messages/errors.ts';

const keyId = asKeyId('8c1e0f3a-5b2d-4c6e-9f10-112233445566');
const setId = asParameterSetId('7f3a19c2-0000-4000-8000-000000000000');
const at = Date.UTC(2026, 10, 25, 12, 26);
const damage = (
	[
		'MISSING',
		'ALTERED',
		'UNREADABLE',
		'UNEXPECTED',
		'CHAIN_BROKEN',
		'SET_CHANGED',
		'SLOTS_CHANGED',
		'NEWER_FORMAT'
	] as const
).map((problem) => ({ record: `records/${keyId}`, problem }));

/** Every code with every reason it can have. */
const samples: { [Code in KmsErrorCode]: KmsErrorDetails[Code][] } = {
	NotFound: (['key', 'alias', 'importParameters', 'operation', 'job'] as const).map((resource) => ({
		resource,
		id: keyId
	})),
	AlreadyExists: [
		{ resource: 'alias', id: 'payments-master' },
		{ resource: 'vault', id: '' }
	],
	InvalidState: [
		...(['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_DELETION'] as const).map((keyState) => ({
			operation: 'Encrypt' as const,
			keyId,
			keyState
		})),
		...(['PENDING_IMPORT', 'DISABLED'] as const).map((keyState) => ({
			...{ operation: 'RetireKey' as const, keyId, keyState }
		}))
	],
	UnsupportedOperation: [
		{ operation: 'ImportKeyMaterial', keyId, rule: 'ORIGIN_EXTERNAL_ONLY' },
		{ operation: 'WrapKeyMaterial', keyId, rule: 'EXPORTABLE_ONLY' },
		{ operation: 'GetPublicKey', keyId, rule: 'KEY_PAIR_ONLY' },
		{ operation: 'RotateKeyOnDemand', keyId, rule: 'AES_256_ONLY' },
		{ operation: 'RotateKeyOnDemand', keyId, rule: 'ORIGIN_AIRLOCK_ONLY' },
		{ operation: 'RotateKeyOnDemand', keyId, rule: 'NOT_EXPORTABLE' }
	],
	KeyRetired: [null, setId as string as typeof keyId].map((replacedBy) => ({
		...{ operation: 'Encrypt' as const, keyId, replacedBy }
	})),
	InvalidKeyUsage: [null, 'ECDSA_SHA_384' as const].map((algorithm) => ({
		...{ operation: 'Sign' as const, keyId, algorithm },
		...{ keySpec: 'ECC_NIST_P256' as const, keyUsage: 'SIGN_VERIFY' as const }
	})),
	KmsInvalidSignature: [{}],
	KmsInvalidMac: [{}],
	DryRunOperation: [{}],
	InvalidParameter: [{ parameter: 'Limit', rule: 'AT_MOST_1000' }],
	TagException: (
		['NO_KEY', 'KEY_TOO_LONG', 'VALUE_TOO_LONG', 'CHARACTER', 'RESERVED', 'TWICE'] as const
	).map((reason) => ({ reason, number: 2 })),
	LimitExceeded: [
		{ of: 'tags', limit: 50 },
		{ of: 'onDemandRotations', limit: 25 },
		{ of: 'keyMaterials', limit: 128 }
	],
	InvalidImportToken: [
		{ reason: 'NOT_A_TOKEN' },
		{ reason: 'CUT_OFF', actualBytes: 10, expectedBytes: 100 },
		{ reason: 'ALTERED' },
		{ reason: 'OTHER_VAULT' },
		{ reason: 'OTHER_KEY', keyId },
		{ reason: 'SPENT', setId, at },
		{ reason: 'REPLACED', setId, at },
		{ reason: 'UNKNOWN_SET', setId }
	],
	ExpiredImportToken: [{ setId, validTo: at }],
	InvalidCiphertext: [{}],
	IncorrectKey: [{ keyId }],
	IncorrectKeyMaterial: [{ keyId }],
	InvalidKeyMaterialLength: [
		{ actualBytes: 44, expectedBytes: 32 },
		{ actualBytes: 20, expectedBytes: 28, mostBytes: 128 }
	],
	WeakKeyMaterial: [
		{ reason: 'REPEATED_BYTE' },
		{ reason: 'REPEATED_PATTERN' },
		{ reason: 'PRINTABLE_TEXT' }
	],
	InvalidPrivateKey: [
		{ reason: 'NOT_A_PRIVATE_KEY' },
		{ reason: 'ENCRYPTED' },
		{ reason: 'OTHER_KIND' },
		{ reason: 'OTHER_SPEC', actual: 'RSA_2048', expected: 'ECC_NIST_P256' },
		{ reason: 'OTHER_KIND_OF_KEY', actual: 'ECC_NIST_P384', expected: 'ECC_NIST_EDWARDS25519' },
		{ reason: 'OTHER_ALGORITHM', expected: 'RSA_3072' },
		...(['PKCS_1', 'SEC_1', 'OPENSSH', 'PUTTY', 'JWK', 'TEXT'] as const).map((form) => ({
			...({ reason: 'NOT_PKCS_8', form, expected: 'ECC_NIST_P256' } as const)
		})),
		{ reason: 'EXPANDED_ONLY' },
		{ reason: 'PUBLIC_HALF' },
		{ reason: 'NO_PRIVATE_KEY' },
		{ reason: 'DAMAGED' }
	],
	InvalidPublicKey: (
		[
			...(['NOT_A_PUBLIC_KEY', 'NOT_RSA', 'PSS_ONLY', 'OAEP_ONLY', 'PARAMETERS'] as const),
			...(['MODULUS_SIZE', 'MODULUS_EVEN', 'EXPONENT'] as const)
		] as const
	).map((reason) => ({ reason })),
	PlaintextKeyMaterial: (['BYTES', 'HEX', 'BASE64', 'PRIVATE_KEY'] as const).map((form) => ({
		form,
		actualBytes: 32
	})),
	InvalidValidTo: (['MISSING', 'NOT_A_TIME', 'PAST', 'TOO_SOON'] as const).map((reason) => ({
		reason
	})),
	InvalidRecoveryCopy: [
		{ reason: 'EMPTY' },
		...(['LENGTH', 'CHARACTER', 'ORDER', 'CHECKSUM'] as const).map((fault) => ({
			reason: 'LINE' as const,
			share: 2,
			line: 3,
			fault
		})),
		{ reason: 'LINES_MISSING', share: 1, missing: 1 },
		{ reason: 'LINES_MISSING', share: 1, missing: 2 },
		{ reason: 'SHARE_ALTERED', share: 2 },
		{ reason: 'SHARE_ALTERED', share: 1, file: 'two.txt' },
		{ reason: 'NOT_A_SHARE' },
		{ reason: 'NEWER_FORMAT' },
		{ reason: 'TWO_SETS' },
		{ reason: 'TWICE', number: 2 },
		{ reason: 'MORE_NEEDED', more: 1, threshold: 3 },
		{ reason: 'MORE_NEEDED', more: 2, threshold: 3 },
		{ reason: 'DOES_NOT_JOIN' }
	],
	InvalidVaultFile: (
		[
			'EMPTY',
			'TOO_LARGE',
			'NOT_A_VAULT_FILE',
			'NEWER_FORMAT',
			'CUT_OFF',
			'EXTENDED',
			'ALTERED'
		] as const
	).map((reason) => ({ reason })),
	InvalidEncryptedFile: [
		{ reason: 'NOT_ENCRYPTED' },
		{ reason: 'WITHOUT_COMMITMENT', suite: 0x0178 },
		{ reason: 'AES_192', suite: 0x0046 },
		{ reason: 'OTHER_PROVIDER' },
		{ reason: 'CUT_OFF', offset: 2 ** 33 },
		{ reason: 'ALTERED', offset: 0 },
		{ reason: 'EXTENDED', offset: 2 ** 20 },
		{ reason: 'SIGNATURE', offset: 7 }
	],
	InvalidArchive: [
		{ reason: 'DAMAGED' },
		{ reason: 'UNSAFE_NAME', member: '../a' },
		{ reason: 'NOT_A_FILE', member: 'a/link' },
		{ reason: 'TWICE', member: 'a/b' },
		{ reason: 'TOO_MANY', limit: 100_000 }
	],
	EmptyInput: [{ parameter: 'ImportToken' }],
	UnreadableFile: [{}],
	InputTooLarge: [{ parameter: 'ImportToken', actualBytes: 2 ** 21, limitBytes: 2 ** 20 }],
	VaultFull: [{ actualBytes: 240_000_001, limitBytes: 240_000_000 }],
	IncorrectPassphrase: [{}],
	PassphraseTooShort: [{ actualCharacters: 3, minimumCharacters: 12 }],
	PassphraseTooEasy: [{ reason: 'REPEAT' }],
	VaultNotFound: [{}],
	VaultLocked: [{}],
	VaultDamaged: [{ damage }],
	VaultQuarantined: [{ damage }],
	ClockTurnedBack: [{ highestTimeSeen: at }],
	Conflict: [{}],
	Cancelled: [{}],
	QuotaExceeded: [{}],
	StorageFailed: [{ reason: 'UnknownError' }],
	InternalError: [{}]
};

const cases = Object.entries(samples).flatMap(([code, details]) =>
	details.map((detail) => new KmsError(code as KmsErrorCode, detail))
);

describe('the words of every error', () => {
	test.each(cases)('$code $details', (error) => {
		const en = describeError(error, 'en');
		const zh = describeError(error, 'zh-CN');
		expect(en.title).not.toBe('');
		expect(zh.title).not.toBe('');
		for (const part of ['title', 'cause', 'next'] as const) {
			expect(`${en[part]} ${zh[part]}`).not.toMatch(/undefined|NaN|Invalid Date|\[object/);
			expect(zh[part] === '').toBe(en[part] === '');
			if (en[part] !== '') expect(zh[part]).toMatch(/\p{Script=Han}/u);
			expect(en[part]).not.toMatch(/\p{Script=Han}/u);
		}
	});

	test('no two reasons of a code share a title and a cause', () => {
		const told = cases.map((error) => {
			const { title, cause } = describeError(error, 'en');
			return `${title} ${cause}`;
		});
		expect(new Set(told).size).toBe(told.length);
	});
});

test('an error of our own making says so and nothing of its text', () => {
	const words = describeError(new TypeError('secret detail'), 'en');
	expect(words.title).toBe('Airlock made a mistake.');
	expect(JSON.stringify(words)).not.toContain('secret');
});

test('a key is called by its name where it is known, else by the start of its id', () => {
	const error = new KmsError('InvalidImportToken', { reason: 'OTHER_KEY', keyId });
	expect(describeError(error, 'en').title).toBe('This token is for another key (8c1e0f3a…).');
	expect(describeError(error, 'en', () => 'payments-master').title).toBe(
		'This token is for another key (payments-master).'
	);
});
