import { expect, test, vi } from 'vitest';
import type { Handle } from '#lib/service/api.ts';
import { canBeImported, Candidates } from '#lib/ui/keys/candidates.svelte.ts';

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
	await vi.waitFor(() => expect(reads).toHaveLength(1));
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
	await vi.waitFor(() => expect(reads).toHaveLength(1));
	reads[0]?.();
	await vi.waitFor(() => expect(asked).toHaveLength(1));
	asked[0]?.answer({ Finding: { is: 'NO_KEY' } });
	await vi.waitFor(() => expect(reads).toHaveLength(2));
	reads[1]?.();
	await vi.waitFor(() => expect(asked).toHaveLength(2));
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
