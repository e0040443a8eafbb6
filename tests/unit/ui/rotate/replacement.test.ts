import { expect, test } from 'vitest';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { replacementOf } from '#lib/ui/rotate/replacement.ts';
import { newKey, newVault } from '../../../support/vault.ts';

test('in the place of a key is the newest that is not retired', async () => {
	const vault = await newVault(createMemoryStore());
	const { handle } = vault;
	const replacement = async (KeyId: string) => {
		const { KeyMetadata } = await handle('DescribeKey', { KeyId });
		return (await replacementOf(handle, KeyMetadata))?.KeyId;
	};
	const first = await newKey(vault, {});
	expect(await replacement(first)).toBeUndefined();
	const second = await newKey(vault, { Replaces: first });
	expect(await replacement(first)).toBe(second);
	const third = await newKey(vault, { Replaces: second });
	expect(await replacement(first)).toBe(second);
	await handle('RetireKey', { KeyId: second });
	expect([await replacement(first), await replacement(second)]).toEqual([third, third]);

	// Two that replace each other: the search ends.
	await handle('RetireKey', { KeyId: third, ReplacedBy: first });
	await handle('RetireKey', { KeyId: first });
	expect(await replacement(first)).toBe(third);
});
