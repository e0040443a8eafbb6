import { describe, expect, test } from 'vitest';
import type { Cmk, ImportParameters, PastImportParameters } from '#lib/domain/key/cmk.ts';
import { asKeyId, asParameterSetId } from '#lib/domain/ids.ts';
import {
	assertExpiration,
	assertTokenFits,
	withImportedMaterial,
	withoutImportParameters,
	withoutMaterial
} from '#lib/domain/import/import-rules.ts';
import type { ImportToken } from '#lib/domain/import/import-token.ts';
import { keyState } from '#lib/domain/key/key-state.ts';
import { cmkWith, materialReference, noon, someKeyId } from '../../../support/cmk.ts';
import { outcome } from '../../../support/outcome.ts';

const minute = 60_000;

describe('assertExpiration', () => {
	const expiring = (validTo: number) => () =>
		assertExpiration({ expirationModel: 'KEY_MATERIAL_EXPIRES', validTo }, noon);

	test('asks nothing of material that does not expire', () => {
		expect(() =>
			assertExpiration({ expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }, noon)
		).not.toThrow();
	});

	test.each([
		['the past', noon - 1, 'PAST'],
		['now', noon, 'PAST'],
		['1 ms ahead', noon + 1, 'TOO_SOON'],
		['1 ms less than 5 minutes ahead', noon + 5 * minute - 1, 'TOO_SOON'],
		['before 1970', -1, 'PAST'],
		['no number', NaN, 'NOT_A_TIME'],
		['forever', Infinity, 'NOT_A_TIME'],
		['a fraction', noon + 10 * minute + 0.5, 'NOT_A_TIME'],
		['after the last instant of a Date', 8.64e15 + 1, 'NOT_A_TIME'],
		['beyond 2^53', 2 ** 60, 'NOT_A_TIME']
	])('refuses %s', (_, validTo, reason) => {
		expect(expiring(validTo)).toThrow(
			expect.objectContaining({ code: 'InvalidValidTo', details: { reason } })
		);
	});

	test.each([noon + 5 * minute, noon + 5 * minute + 1, 8.64e15])('takes %i', (validTo) => {
		expect(expiring(validTo)).not.toThrow();
	});
});

const setId = asParameterSetId('00112233-4455-4677-8899-aabbccddeeff');
const otherSetId = asParameterSetId('ffeeddcc-bbaa-4988-8766-554433221100');
const parameters: ImportParameters = {
	setId,
	recordId: 'parameters',
	rowHash: '00',
	wrappingAlgorithm: 'RSAES_OAEP_SHA_256',
	wrappingKeySpec: 'RSA_4096',
	publicKey: '',
	importToken: '',
	issued: noon,
	validTo: noon + 24 * 60 * minute
};
const token: ImportToken = {
	...parameters,
	keyId: someKeyId,
	vaultId: new Uint8Array(16),
	publicKeyHash: new Uint8Array(32)
};
const waiting = (facts: Partial<Cmk> = {}) =>
	cmkWith({ material: null, importParameters: parameters, ...facts });
const past = (ending: PastImportParameters['ending']): Partial<Cmk> => ({
	importParameters: null,
	pastImportParameters: [{ setId, issued: noon, endedAt: noon + 7, ending }]
});

describe('assertTokenFits', () => {
	test('gives the parameters that the token belongs to', () => {
		expect(assertTokenFits(token, waiting(), noon)).toBe(parameters);
	});

	test.each([
		[-1, 'success'],
		[0, 'ExpiredImportToken'],
		[1, 'ExpiredImportToken']
	])('%i ms from its end: %s', async (ms, expected) => {
		expect(await outcome(() => assertTokenFits(token, waiting(), token.validTo + ms))).toBe(
			expected
		);
	});

	const otherKey = asKeyId('99999999-5465-4687-98a9-bacbdcedfe0f');
	test.each([
		[
			'another key',
			waiting(),
			{ ...token, keyId: otherKey },
			{ reason: 'OTHER_KEY', keyId: otherKey }
		],
		['a spent set', waiting(past('SPENT')), token, { reason: 'SPENT', setId, at: noon + 7 }],
		[
			'a replaced set',
			waiting(past('REPLACED')),
			token,
			{ reason: 'REPLACED', setId, at: noon + 7 }
		],
		[
			'a discarded set',
			waiting(past('DISCARDED')),
			token,
			{ reason: 'REPLACED', setId, at: noon + 7 }
		],
		[
			'a set nobody remembers',
			waiting(),
			{ ...token, setId: otherSetId },
			{ reason: 'UNKNOWN_SET', setId: otherSetId }
		],
		[
			'a key without parameters',
			waiting({ importParameters: null }),
			token,
			{ reason: 'UNKNOWN_SET', setId }
		]
	])('refuses a token of %s', (_, cmk, any, details) => {
		expect(() => assertTokenFits(any, cmk, noon)).toThrow(
			expect.objectContaining({ code: 'InvalidImportToken', details })
		);
	});

	test.each(['SPENT', 'REPLACED', 'DISCARDED'] as const)(
		'says %s of such a set after its end too',
		(ending) => {
			expect(() => assertTokenFits(token, waiting(past(ending)), token.validTo)).toThrow(
				expect.objectContaining({ code: 'InvalidImportToken' })
			);
		}
	);

	test('refuses a set that was ended as expired, although its time has not come: the clock was set back', () => {
		expect(() => assertTokenFits(token, waiting(past('EXPIRED')), noon)).toThrow(
			expect.objectContaining({
				code: 'ExpiredImportToken',
				details: { setId, validTo: token.validTo }
			})
		);
	});
});

describe('withImportedMaterial', () => {
	const checks = { boundCheckValue: 'bound', keyCheckValue: null };
	const imported = (cmk: Cmk, now = noon) =>
		withImportedMaterial(cmk, materialReference(now + 60 * minute), checks, now);

	test.each<[string, Partial<Cmk>, string]>([
		['a first import', {}, 'ENABLED'],
		['material lost while disabled', { enabled: false }, 'ENABLED'],
		['the same again while enabled', { material: materialReference() }, 'ENABLED'],
		[
			'the same again while disabled',
			{ material: materialReference(), enabled: false },
			'DISABLED'
		],
		[
			'expired material while disabled',
			{ material: materialReference(noon), enabled: false },
			'ENABLED'
		]
	])('%s leads to %s', (_, facts, state) => {
		expect(keyState(imported(waiting(facts)), noon)).toBe(state);
	});

	test('spends the parameters, binds the key, and forgets how material was lost', () => {
		const lost = { reason: 'EXPIRED', at: 1, erasedAt: 2, whileLocked: true } as const;
		const cmk = imported(waiting({ lostMaterial: lost }), noon + 5);
		expect(cmk).toMatchObject({
			importParameters: null,
			pastImportParameters: [{ setId, issued: noon, endedAt: noon + 5, ending: 'SPENT' }],
			lostMaterial: null,
			...checks
		});
	});

	test('changes nothing of the CMK it is given', () => {
		const cmk = waiting();
		const before = structuredClone(cmk);
		imported(cmk);
		expect(cmk).toEqual(before);
	});
});

test('withoutMaterial keeps the CMK bound and says what happened', () => {
	const cmk = withoutMaterial(
		cmkWith({ boundCheckValue: 'bound' }),
		{ reason: 'DELETED', at: noon, whileLocked: false },
		noon + 1
	);
	expect(cmk).toMatchObject({
		material: null,
		boundCheckValue: 'bound',
		lostMaterial: { reason: 'DELETED', at: noon, erasedAt: noon + 1, whileLocked: false }
	});
});

describe('withoutImportParameters', () => {
	test('leaves a CMK without parameters as it is', () => {
		const cmk = cmkWith();
		expect(withoutImportParameters(cmk, 'DISCARDED', noon)).toBe(cmk);
	});

	test('remembers the last 20 sets, newest first', () => {
		let cmk = waiting();
		for (let round = 0; round < 25; round++)
			cmk = withoutImportParameters(
				{ ...cmk, importParameters: parameters },
				'REPLACED',
				noon + round
			);
		expect(cmk.pastImportParameters.map(({ endedAt }) => endedAt - noon)).toEqual(
			Array.from({ length: 20 }, (_, index) => 24 - index)
		);
	});
});
