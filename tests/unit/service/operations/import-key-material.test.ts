import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { concat, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, type KmsErrorCode } from '#lib/domain/errors.ts';
import type { WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import type { Request } from '#lib/service/api.ts';
import { heldErasables } from '../../../support/at-rest.ts';
import {
	getParameters,
	importedKey,
	importMaterial,
	importRequest,
	wrapFor,
	type Parameters
} from '../../../support/importing.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import { fork, newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';
import { wrap } from '../../../support/wrapping.ts';

reuseWrappingKeyPairs();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let prepared: TestVault;
let vault: TestVault;
let KeyId: string;
let parameters: Parameters;
beforeAll(async () => {
	prepared = await newVault();
	KeyId = await newKey(prepared);
	parameters = await getParameters(prepared, KeyId);
});
beforeEach(async () => {
	vault = await fork(prepared);
});

const request = (changes: Partial<Request<'ImportKeyMaterial'>> = {}) => ({
	...importRequest(parameters),
	...changes
});

/** Refused, nothing changed; and the parameters still work afterwards. */
async function expectUnspent(
	changes: Partial<Request<'ImportKeyMaterial'>>,
	expected: { code: KmsErrorCode; details?: object }
): Promise<KmsError> {
	const error = await expectRefusal(vault, 'ImportKeyMaterial', request(changes), expected);
	const { KeyMetadata } = await vault.handle('ImportKeyMaterial', request());
	expect(KeyMetadata.KeyState).toBe('ENABLED');
	return error;
}
describe('a first import', () => {
	test('enables the key, which is bound from then on, and spends the parameters', async () => {
		const ValidTo = vault.clock.now() + dayMs;
		const { KeyMetadata } = await vault.handle(
			'ImportKeyMaterial',
			importRequest(parameters, someKeyMaterial(), ValidTo)
		);
		expect(KeyMetadata).toMatchObject({
			KeyState: 'ENABLED',
			Bound: true,
			Expiration: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: ValidTo },
			ImportedOn: vault.clock.now(),
			ImportParameters: null,
			PastImportParameters: [{ setId: parameters.ParameterSetId, ending: 'SPENT' }]
		});
		const rows = heldErasables(await vault.store.readSnapshot());
		expect(rows.map(({ notAfter }) => notAfter)).toEqual([ValidTo]);
	});

	test('says in the log which set was used and until when the material lasts', async () => {
		await vault.handle('ImportKeyMaterial', request());
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({
			operation: 'ImportKeyMaterial',
			result: 'Success',
			detail: { setId: parameters.ParameterSetId, again: false, validTo: null }
		});
	});

	test('shows no check value of material that could be guessed from it', async () => {
		const { KeyMetadata } = await vault.handle(
			'ImportKeyMaterial',
			importRequest(parameters, new Uint8Array(32))
		);
		expect(KeyMetadata).toMatchObject({ KeyState: 'ENABLED', KeyCheckValue: null });
	});
});

describe('a token', () => {
	const invalid = (details: object) => ({ code: 'InvalidImportToken', details }) as const;

	test('with any one byte altered is refused', async () => {
		for (let at = 0; at < parameters.ImportToken.length; at++) {
			const byte = parameters.ImportToken[at] ?? 0;
			const ImportToken = parameters.ImportToken.with(at, byte ^ 0x01);
			const reason = at < 4 ? 'NOT_A_TOKEN' : at >= 39 && at < 55 ? 'OTHER_VAULT' : 'ALTERED';
			const error = await refusalOf(vault.handle('ImportKeyMaterial', request({ ImportToken })));
			expect([at, error.code, error.details]).toEqual([at, 'InvalidImportToken', { reason }]);
		}
		await vault.handle('ImportKeyMaterial', request());
	});

	test('cut off anywhere is refused', async () => {
		for (let length = 0; length < parameters.ImportToken.length; length++) {
			const ImportToken = parameters.ImportToken.slice(0, length);
			const error = await refusalOf(vault.handle('ImportKeyMaterial', request({ ImportToken })));
			expect([length, error.code]).toEqual([
				length,
				length === 0 ? 'EmptyInput' : 'InvalidImportToken'
			]);
		}
		await vault.handle('ImportKeyMaterial', request());
	});

	test.each([
		[
			'cut off',
			(token: Bytes) => token.slice(0, 100),
			{ reason: 'CUT_OFF', actualBytes: 100, expectedBytes: 135 }
		],
		['too long', (token: Bytes) => concat(token, Uint8Array.of(0)), { reason: 'ALTERED' }],
		[
			'altered in its seal',
			(token: Bytes) => token.with(134, (token[134] ?? 0) ^ 1),
			{ reason: 'ALTERED' }
		],
		['no token', () => utf8('{"importToken": 1}'), { reason: 'NOT_A_TOKEN' }],
		[
			'in Base64',
			(token: Bytes) => utf8(Buffer.from(token).toString('base64')),
			{ reason: 'NOT_A_TOKEN' }
		]
	])('that is %s changes nothing', async (_, spoil, details) => {
		await expectUnspent({ ImportToken: spoil(parameters.ImportToken) }, invalid(details));
	});

	test('of another key is refused, and says of which', async () => {
		const otherKeyId = await newKey(vault);
		const other = await getParameters(vault, otherKeyId);
		await expectUnspent(
			{ ImportToken: other.ImportToken },
			invalid({ reason: 'OTHER_KEY', keyId: otherKeyId })
		);
	});

	test('of another vault is refused', async () => {
		const elsewhere = await newVault();
		const other = await getParameters(elsewhere, await newKey(elsewhere));
		await expectUnspent({ ImportToken: other.ImportToken }, invalid({ reason: 'OTHER_VAULT' }));
	});

	test.each([
		[-1, 'success'],
		[0, 'ExpiredImportToken'],
		[1, 'ExpiredImportToken']
	])('%i ms from its end: %s', async (ms, expected) => {
		vault.clock.set(parameters.ParametersValidTo + ms);
		if (expected === 'success') await vault.handle('ImportKeyMaterial', request());
		else
			await expectRefusal(vault, 'ImportKeyMaterial', request(), {
				code: 'ExpiredImportToken',
				details: { setId: parameters.ParameterSetId, validTo: parameters.ParametersValidTo }
			});
	});

	test('that expired stays expired once the sweep has erased its key', async () => {
		vault.clock.set(parameters.ParametersValidTo);
		await vault.kms.sweep();
		await expectRefusal(vault, 'ImportKeyMaterial', request(), { code: 'ExpiredImportToken' });
	});

	test('that was spent is refused, and says when', async () => {
		await vault.handle('ImportKeyMaterial', request());
		const at = vault.clock.now();
		vault.clock.advance(minuteMs);
		await expectRefusal(
			vault,
			'ImportKeyMaterial',
			request(),
			invalid({ reason: 'SPENT', setId: parameters.ParameterSetId, at })
		);
	});

	test('that was replaced is refused, and says when', async () => {
		await getParameters(vault, KeyId);
		await expectRefusal(
			vault,
			'ImportKeyMaterial',
			request(),
			invalid({ reason: 'REPLACED', setId: parameters.ParameterSetId, at: vault.clock.now() })
		);
	});

	test('of a set that is not remembered is refused', async () => {
		const fresh = await fork(prepared);
		const unseen = await getParameters(fresh, KeyId);
		await expectUnspent(
			{ ImportToken: unseen.ImportToken },
			invalid({ reason: 'UNKNOWN_SET', setId: unseen.ParameterSetId })
		);
	});
});

describe('a ciphertext that does not open', () => {
	const algorithms: readonly WrappingAlgorithm[] = [
		'RSAES_OAEP_SHA_1',
		'RSA_AES_KEY_WRAP_SHA_256',
		'RSA_AES_KEY_WRAP_SHA_1'
	];

	test('is one and the same InvalidCiphertext, whatever is wrong with it', async () => {
		const fresh = await fork(prepared);
		const otherPair = await getParameters(fresh, KeyId);
		expect(otherPair.PublicKey).not.toEqual(parameters.PublicKey);
		const good = wrapFor(parameters, someKeyMaterial());
		const spoiled: Record<string, Bytes> = {
			'too short': good.slice(1),
			'too long': concat(good, Uint8Array.of(0)),
			'one byte': Uint8Array.of(1),
			'the key wrap of a hybrid alone': good.slice(0, 40),
			'another key pair': wrapFor(otherPair, someKeyMaterial()),
			'a flipped bit': good.with(100, (good[100] ?? 0) ^ 4),
			'as large as the modulus': new Uint8Array(256).fill(0xff),
			zeros: new Uint8Array(256),
			'the public key': parameters.PublicKey,
			...Object.fromEntries(
				algorithms.map((algorithm) => [
					algorithm,
					wrap(algorithm, parameters.PublicKey, someKeyMaterial())
				])
			)
		};
		for (const [name, EncryptedKeyMaterial] of Object.entries(spoiled)) {
			const error = await refusalOf(
				vault.handle('ImportKeyMaterial', request({ EncryptedKeyMaterial }))
			);
			const { code, details, message } = error;
			expect({ name, code, details, message, cause: error.cause, own: Object.keys(error) }).toEqual(
				{
					name,
					code: 'InvalidCiphertext',
					details: {},
					message: 'InvalidCiphertext',
					cause: undefined,
					own: Object.keys(new KmsError('InvalidCiphertext', {}))
				}
			);
		}
		await expectUnspent(
			{ EncryptedKeyMaterial: good.slice(1) },
			{ code: 'InvalidCiphertext', details: {} }
		);
	});

	test('of a hybrid is the same InvalidCiphertext in either of its parts', async () => {
		const hybrid = await getParameters(vault, KeyId, {
			WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256'
		});
		const good = wrapFor(hybrid, someKeyMaterial());
		const oaep = wrap('RSAES_OAEP_SHA_256', hybrid.PublicKey, new Uint8Array(16).fill(3));
		for (const spoiled of [
			good.with(0, (good[0] ?? 0) ^ 1),
			good.with(295, (good[295] ?? 0) ^ 1),
			good.slice(0, 256),
			good.slice(0, 295),
			concat(good, new Uint8Array(8)),
			concat(oaep, good.slice(256)),
			wrap('RSA_AES_KEY_WRAP_SHA_1', hybrid.PublicKey, someKeyMaterial())
		])
			await expectRefusal(
				vault,
				'ImportKeyMaterial',
				{ ...importRequest(hybrid), EncryptedKeyMaterial: spoiled },
				{ code: 'InvalidCiphertext', details: {} }
			);
	});
});

describe('what was wrapped', () => {
	test.each([1, 16, 31, 33, 64])('with %i bytes is no AES-256 key', async (actualBytes) => {
		const material = Uint8Array.from({ length: actualBytes }, (_, index) => index * 5 + 1);
		await expectUnspent(
			{ EncryptedKeyMaterial: wrapFor(parameters, material) },
			{ code: 'InvalidKeyMaterialLength', details: { actualBytes, expectedBytes: 32 } }
		);
	});

	test('differs from what the key is bound to', async () => {
		await vault.handle('ImportKeyMaterial', request());
		for (const before of ['DisableKey', 'EnableKey', 'DeleteImportedKeyMaterial'] as const) {
			await vault.handle(before, { KeyId });
			const again = await getParameters(vault, KeyId);
			await expectRefusal(vault, 'ImportKeyMaterial', importRequest(again, someKeyMaterial(1)), {
				code: 'IncorrectKeyMaterial',
				details: { keyId: KeyId }
			});
			const { KeyMetadata } = await vault.handle('ImportKeyMaterial', importRequest(again));
			expect(KeyMetadata.Bound).toBe(true);
		}
	});
});

describe('the expiry', () => {
	const now = () => vault.clock.now();
	test.each<[string, () => Partial<Request<'ImportKeyMaterial'>>, string]>([
		['1 ms ago', () => ({ ValidTo: now() - 1 }), 'PAST'],
		['now', () => ({ ValidTo: now() }), 'PAST'],
		['in 1 ms', () => ({ ValidTo: now() + 1 }), 'TOO_SOON'],
		['in 5 minutes less 1 ms', () => ({ ValidTo: now() + 5 * minuteMs - 1 }), 'TOO_SOON'],
		['no number', () => ({ ValidTo: NaN }), 'NOT_A_TIME'],
		['infinite', () => ({ ValidTo: Infinity }), 'NOT_A_TIME'],
		['beyond what a date can hold', () => ({ ValidTo: 8.64e15 + 1 }), 'NOT_A_TIME'],
		['before 1970', () => ({ ValidTo: -1 }), 'PAST']
	])('%s is refused', async (_, changes, reason) => {
		await expectUnspent(
			{ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ...changes() },
			{ code: 'InvalidValidTo', details: { reason } }
		);
	});

	test('may be years ahead, and as far as time goes', async () => {
		for (const ValidTo of [now() + 10 * 365 * dayMs, 8.64e15]) {
			const set = await vault.handle('GetParametersForImport', {
				KeyId,
				WrappingKeySpec: 'RSA_2048'
			});
			const { KeyMetadata } = await vault.handle(
				'ImportKeyMaterial',
				importRequest(set, someKeyMaterial(), ValidTo)
			);
			expect(KeyMetadata.Expiration).toMatchObject({ validTo: ValidTo });
		}
	});

	test('is needed unless never is said', async () => {
		const { KeyId: key, ImportToken, EncryptedKeyMaterial } = request();
		await expectRefusal(
			vault,
			'ImportKeyMaterial',
			{ KeyId: key, ImportToken, EncryptedKeyMaterial },
			{ code: 'InvalidValidTo', details: { reason: 'MISSING' } }
		);
	});

	test('and never cannot both be said', async () => {
		await expectUnspent(
			{ ValidTo: now() + dayMs },
			{ code: 'InvalidParameter', details: { parameter: 'ValidTo' } }
		);
	});

	test.each([0, 1])('of 5 minutes and %i ms is taken', async (ms) => {
		const ValidTo = now() + 5 * minuteMs + ms;
		const { KeyMetadata } = await vault.handle(
			'ImportKeyMaterial',
			importRequest(parameters, someKeyMaterial(), ValidTo)
		);
		expect(KeyMetadata.Expiration).toEqual({
			expirationModel: 'KEY_MATERIAL_EXPIRES',
			validTo: ValidTo
		});
	});
});

describe('a file', () => {
	test.each(['EncryptedKeyMaterial', 'ImportToken'])('that is empty: %s', async (parameter) => {
		await expectUnspent(
			{ [parameter]: new Uint8Array() },
			{ code: 'EmptyInput', details: { parameter } }
		);
	});

	test.each(['EncryptedKeyMaterial', 'ImportToken'])('over 1 MiB: %s', async (parameter) => {
		await expectUnspent(
			{ [parameter]: new Uint8Array(1024 * 1024 + 1).fill(7) },
			{
				code: 'InputTooLarge',
				details: { parameter, actualBytes: 1048577, limitBytes: 1048576 }
			}
		);
	});

	test.each<[string, Bytes]>([
		['plain key material', someKeyMaterial()],
		['plain key material in hex', utf8(toHex(someKeyMaterial()))],
		['plain key material in Base64', utf8(Buffer.from(someKeyMaterial()).toString('base64'))],
		['a private key', utf8('-----BEGIN EC PRIVATE KEY-----\nMHc=\n-----END EC PRIVATE KEY-----')]
	])('with %s is refused before anything is read of it', async (_, EncryptedKeyMaterial) => {
		await expectUnspent({ EncryptedKeyMaterial }, { code: 'PlaintextKeyMaterial' });
	});
});

test('is refused while the clock is behind, and goes on once it is right', async () => {
	vault.clock.jump(-10 * minuteMs);
	await expectRefusal(vault, 'ImportKeyMaterial', request(), { code: 'ClockTurnedBack' });
	vault.clock.jump(10 * minuteMs);
	await vault.handle('ImportKeyMaterial', request());
});

describe('the same material again', () => {
	test.each(['ENABLED', 'DISABLED'])(
		'while %s keeps the state and sets the expiry afresh',
		async (state) => {
			const start = vault.clock.now();
			await vault.handle(
				'ImportKeyMaterial',
				importRequest(parameters, someKeyMaterial(), start + dayMs)
			);
			if (state === 'DISABLED') await vault.handle('DisableKey', { KeyId });
			for (const validTo of [start + 2 * dayMs, start + 60 * minuteMs, undefined]) {
				const { KeyMetadata } = await importMaterial(vault, KeyId, someKeyMaterial(), validTo);
				expect(KeyMetadata).toMatchObject({
					KeyState: state,
					Expiration:
						validTo === undefined
							? { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
							: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo }
				});
				expect(heldErasables(await vault.store.readSnapshot())).toHaveLength(1);
			}
		}
	);

	test('opens what it encrypted before it was deleted', async () => {
		await vault.handle('ImportKeyMaterial', request());
		const Plaintext = Uint8Array.of(1, 2, 3);
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext });
		await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		const { KeyMetadata } = await importMaterial(vault, KeyId);
		expect(KeyMetadata).toMatchObject({ KeyState: 'ENABLED', LostKeyMaterial: null });
		expect((await vault.handle('Decrypt', { CiphertextBlob })).Plaintext).toEqual(Plaintext);
	});
});

test('two keys with the same material have nothing in common', async () => {
	const [one, two] = [await importedKey(vault), await importedKey(vault)];
	const { CiphertextBlob } = await vault.handle('Encrypt', {
		KeyId: one,
		Plaintext: Uint8Array.of(1)
	});
	// What is a blob of the one, with the header of the other, opens under neither.
	const { CiphertextBlob: other } = await vault.handle('Encrypt', {
		KeyId: two,
		Plaintext: Uint8Array.of(1)
	});
	expect(other.slice(21, 29)).not.toEqual(CiphertextBlob.slice(21, 29));
	const moved = concat(other.slice(0, 29), CiphertextBlob.slice(29));
	await expectRefusal(
		vault,
		'Decrypt',
		{ CiphertextBlob: moved },
		{ code: 'InvalidCiphertext', details: {} }
	);
	await expectRefusal(vault, 'Decrypt', { CiphertextBlob, KeyId: two }, { code: 'IncorrectKey' });
});

describe('DeleteImportedKeyMaterial', () => {
	test('erases the bytes and says so', async () => {
		await vault.handle('ImportKeyMaterial', request());
		const { KeyMetadata } = await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		const at = vault.clock.now();
		expect(KeyMetadata).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			Bound: true,
			Expiration: null,
			LostKeyMaterial: { reason: 'DELETED', at, erasedAt: at, whileLocked: false }
		});
		expect(heldErasables(await vault.store.readSnapshot())).toEqual([]);
	});

	test('has no effect where there is none, and leaves the parameters', async () => {
		const { KeyMetadata } = await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		expect(KeyMetadata).toMatchObject({ KeyState: 'PENDING_IMPORT', LostKeyMaterial: null });
		await vault.handle('ImportKeyMaterial', request());
	});

	test('does not make expired material look deleted', async () => {
		const validTo = vault.clock.now() + 60 * minuteMs;
		await vault.handle('ImportKeyMaterial', importRequest(parameters, someKeyMaterial(), validTo));
		vault.clock.set(validTo);
		await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		await vault.kms.sweep();
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.LostKeyMaterial).toMatchObject({ reason: 'EXPIRED', at: validTo });
		expect(heldErasables(await vault.store.readSnapshot())).toEqual([]);
	});
});
