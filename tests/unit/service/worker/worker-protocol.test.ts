import { describe, expect, test } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { fromErrorValue, toErrorValue } from '#lib/service/worker/worker-protocol.ts';

const keyId = asKeyId('10213243-5465-4687-98a9-bacbdcedfe0f');
const acrossTheLine = (error: unknown) => fromErrorValue(structuredClone(toErrorValue(error)));

describe('an error between worker and page', () => {
	test.each([
		new KmsError('InvalidCiphertext', {}),
		new KmsError('InvalidState', { operation: 'Encrypt', keyId, keyState: 'DISABLED' }),
		new KmsError('VaultDamaged', { damage: [{ record: 'head', problem: 'ALTERED' }] })
	])('arrives as it was: $code', (error) => {
		const arrived = acrossTheLine(error);
		expect(arrived).toBeInstanceOf(KmsError);
		expect(arrived).toEqual(error);
	});

	test.each([
		new TypeError('a secret text'),
		new DOMException('a secret text', 'OperationError'),
		'a secret text',
		undefined
	])('that is none of ours says nothing of itself: %s', (error) => {
		expect(toErrorValue(error)).toEqual({ code: 'InternalError', details: {} });
		expect(JSON.stringify(acrossTheLine(error))).not.toContain('secret');
	});
});
