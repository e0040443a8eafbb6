import { expect, test } from 'vitest';
import { CarriedFile, sameSteps } from '#lib/ui/import/carried-file.ts';

const file = new File(['key'], 'key.bin');
const carrying = () => {
	const carried = new CarriedFile();
	carried.put('one', 'encrypt', { file });
	return carried;
};

test('a file is handed over once, to its key and its step', () => {
	const carried = carrying();
	expect(carried.take('two', 'encrypt')).toBeUndefined();
	expect(carried.take('one', 'files')).toBeUndefined();
	expect(carried.waits('one', 'encrypt')).toBe(true);
	expect(carried.take('one', 'encrypt')).toMatchObject({ file });
	expect(carried.take('one', 'encrypt')).toBeUndefined();
});

test('a text that is left behind, or that another takes the place of, is wiped', () => {
	const [first, second] = [Uint8Array.of(1, 2), Uint8Array.of(3)];
	const carried = new CarriedFile();
	carried.put('one', 'encrypt', { text: first });
	carried.put('one', 'encrypt', { text: second });
	expect([...first, ...second]).toEqual([0, 0, 3]);
	carried.leaveUnlessAt('/');
	expect([...second]).toEqual([0]);
});

test.each([
	['/keys/one/find', true],
	['/keys/one/import', true],
	['/keys/one/import/parameters', true],
	['/keys/one/import/encrypt', true],
	['/keys/one', false],
	['/keys/two/import/encrypt', false],
	['/', false]
])('on the way over %s it is kept: %s', (path, kept) => {
	const carried = carrying();
	carried.leaveUnlessAt(path);
	expect(carried.waits('one', 'encrypt')).toBe(kept);
});

test('readings are told apart by each step, names included', () => {
	const member = (name: string) => [{ step: 'ZIP', name } as const, { step: 'HEX' } as const];
	expect(sameSteps(member('a'), member('a'))).toBe(true);
	expect(sameSteps(member('a'), member('b'))).toBe(false);
	expect(sameSteps([{ step: 'HEX' }], [{ step: 'BASE64' }])).toBe(false);
});
