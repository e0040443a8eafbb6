import { expect, test, vi } from 'vitest';
import type { Handle } from '#lib/service/api.ts';
import { canBeImported, Candidates } from '#lib/ui/keys/candidates.svelte.ts';
import { importMaterial } from '../../../support/importing.ts';
import { shareTexts } from '../../../support/share-texts.ts';
import { newKey, newVault, someKeyMaterial } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

// Files are looked into one after the other, until the user stops it.

/** A search whose files are read, and whose engine answers, when the test says so. */
function slowSearch() {
	const reads: (() => void)[] = [];
	const asked: {
		operation: string;
		signal: AbortSignal;
		answer: (response: unknown) => void;
	}[] = [];
	const handle = ((operation: string, _: unknown, signal: AbortSignal) =>
		new Promise((resolve) =>
			asked.push({ operation, signal, answer: resolve })
		)) as unknown as Handle;
	const file = (name: string) =>
		Object.assign(new File(['x'], name), {
			arrayBuffer: () =>
				new Promise<ArrayBuffer>((resolve) => reads.push(() => resolve(new ArrayBuffer(32))))
		});
	return { reads, asked, candidates: new Candidates(handle, () => 'key'), file };
}

const isOver = (candidates: Candidates) => ({ busy: candidates.busy, total: candidates.total });

test('a search that ends while a file is being read asks the engine nothing, and reads no other file', async () => {
	const { reads, asked, candidates, file } = slowSearch();
	const round = candidates.lookInto([file('a'), file('b'), file('c')]);
	await vi.waitFor(() => expect(reads).toHaveLength(1), { timeout: 30_000 });
	candidates.stop();
	expect(isOver(candidates)).toEqual({ busy: false, total: 0 });
	reads[0]?.();
	expect(await round).toBe(false);
	expect(asked).toEqual([]);
	expect(reads).toHaveLength(1);
	expect(candidates.list).toEqual([]);
});

test('a search that ends while the engine looks has it stop, keeps what was found before, and asks nothing more', async () => {
	const { reads, asked, candidates, file } = slowSearch();
	const round = candidates.lookInto([file('a'), file('b'), file('c')]);
	await vi.waitFor(() => expect(reads).toHaveLength(1), { timeout: 30_000 });
	reads[0]?.();
	await vi.waitFor(() => expect(asked).toHaveLength(1), { timeout: 30_000 });
	asked[0]?.answer({ Finding: { is: 'NO_KEY' } });
	await vi.waitFor(() => expect(reads).toHaveLength(2), { timeout: 30_000 });
	reads[1]?.();
	await vi.waitFor(() => expect(asked).toHaveLength(2), { timeout: 30_000 });
	expect(asked[1]?.signal.aborted).toBe(false);
	candidates.stop();
	expect(asked[1]?.signal.aborted).toBe(true);
	asked[1]?.answer({ Finding: { is: 'OTHER_KEY', keyId: 'other' } });
	expect(await round).toBe(false);
	expect(asked.map(({ operation }) => operation)).toEqual(['FindKeyMaterial', 'FindKeyMaterial']);
	expect(reads).toHaveLength(2);
	expect(candidates.list.map(({ name }) => name)).toEqual(['a']);
	expect(isOver(candidates)).toEqual({ busy: false, total: 1 });
});

test.each([
	['HOLDS_IT_IN_SHARES', true],
	['HOLDS_IT_ENCRYPTED', true],
	['HOLDS_IT_IN_PARTS', false],
	['SHARES', false]
])('an import can go on with a file that %s: %s', (is, can) => {
	const finding = { is } as Parameters<typeof canBeImported>[0]['finding'];
	expect(canBeImported({ name: 'f', file: undefined, finding })).toBe(can);
});

test('shares that are in several files are looked into together, by set', async () => {
	const vault = await newVault();
	const keyId = await newKey(vault);
	await importMaterial(vault, keyId, someKeyMaterial());
	const candidates = new Candidates(vault.handle, () => keyId);
	const [one, two] = await shareTexts(someKeyMaterial(), 2, 3);
	const [of, other] = await shareTexts(someKeyMaterial(9), 2, 2);
	const [alone] = await shareTexts(someKeyMaterial(), 3, 4);
	const file = (name: string, text: string) => new File([text], name);
	const found = () =>
		candidates.list.map(({ name, finding }) => [
			name,
			finding.is === 'SHARES' ? finding.fault.reason : finding.is
		]);
	const over = await candidates.lookInto([
		file('note.txt', 'a note'),
		file('1.txt', one),
		file('of.txt', of),
		file('alone.txt', alone),
		file('2.txt', two),
		file('other.txt', other)
	]);
	expect(over).toBe(true);
	expect(found()).toEqual([
		['1.txt, 2.txt', 'HOLDS_IT_IN_SHARES'],
		['of.txt, other.txt', 'OTHER_MATERIAL'],
		['note.txt', 'NO_KEY'],
		['alone.txt', 'MORE_NEEDED']
	]);
	expect(candidates.busy).toBe(false);
	// An import goes on with them as with one file.
	const content = await candidates.list[0]?.file?.text();
	expect([content?.includes(one), content?.includes(two)]).toEqual([true, true]);

	await candidates.lookInto([file('1.txt', one), file('copy.txt', one)]);
	expect(found()).toEqual([['1.txt, copy.txt', 'TWICE']]);
});
