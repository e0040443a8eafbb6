import { expect, test, vi } from 'vitest';
import { checkDevice, meetsRequirements } from '#lib/ui/platform/device.ts';
import { edition, type Edition } from '#lib/ui/platform/edition.ts';

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

test('an edition that keeps its vault in a file needs no storage, but all the rest', async () => {
	vi.resetModules();
	const inFile: Edition = { ...edition, vaultIsKeptIn: 'FILE' };
	vi.doMock('#lib/ui/platform/edition.ts', () => ({ edition: inFile }));
	const device = await import('#lib/ui/platform/device.ts');
	expect(device.requirements).not.toContain('storage');
	expect(device.meetsRequirements({ ...complete, indexedDB: undefined, navigator: {} })).toBe(true);
	expect(device.meetsRequirements({ ...complete, Worker: undefined })).toBe(false);
});
