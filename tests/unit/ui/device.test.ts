import { expect, test } from 'vitest';
import { checkDevice, meetsRequirements } from '#lib/ui/device.ts';

const complete = {
	isSecureContext: true,
	crypto: { subtle: {} },
	indexedDB: {},
	navigator: { locks: {} },
	Worker: Object
};

test('a browser that has everything meets the requirements', () => {
	expect(meetsRequirements(complete)).toBe(true);
});

test.each([
	['secureContext', { isSecureContext: false }],
	['webCrypto', { crypto: {} }],
	['storage', { indexedDB: undefined }],
	['storage', { navigator: {} }],
	['workers', { Worker: undefined }]
] as const)('%s is found missing', (requirement, missing) => {
	const scope = { ...complete, ...missing };
	expect(checkDevice(scope)[requirement]).toBe(false);
	expect(meetsRequirements(scope)).toBe(false);
});
