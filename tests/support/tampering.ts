import type { VaultSnapshot } from '#lib/storage/vault-store.ts';

interface Leaf {
	path: string;
	parent: Record<string | number, unknown>;
	key: string | number;
	value: unknown;
}

function leavesOf(parent: object, path: string): Leaf[] {
	return Object.entries(parent).flatMap(([key, value]: [string, unknown]): Leaf[] => {
		const here = `${path}.${key}`;
		const isBranch = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
		if (isBranch) return leavesOf(value, here);
		return [{ path: here, parent: parent as Leaf['parent'], key, value }];
	});
}

function flipped(value: unknown, bit: number): unknown {
	if (value instanceof Uint8Array) {
		const at = Math.floor(bit / 8) % value.length;
		return value.with(at, (value[at] ?? 0) ^ (1 << (bit % 8)));
	}
	if (typeof value === 'string') {
		const at = bit % value.length;
		const other = value[at] === '0' ? '1' : '0';
		return value.slice(0, at) + other + value.slice(at + 1);
	}
	if (typeof value === 'number') return value ^ (1 << (bit % 16));
	return 1 + bit;
}

/** How many values a snapshot has that a hand could change. */
export function countLeaves(snapshot: VaultSnapshot): number {
	return leavesOf(snapshot, '').length;
}

/** @returns for each value of a snapshot how many bytes it has; 1 for what is no bytes */
export function leafBytes(snapshot: VaultSnapshot): number[] {
	return leavesOf(snapshot, '').map(({ value }) =>
		value instanceof Uint8Array ? value.length : 1
	);
}

/** Changes one bit, digit or letter of one value in place; null becomes a number. @returns where */
export function tamper(snapshot: VaultSnapshot, leafIndex: number, bit: number): string {
	const leaves = leavesOf(snapshot, '');
	const leaf = leaves[leafIndex % leaves.length];
	if (!leaf) throw new RangeError('an empty snapshot');
	leaf.parent[leaf.key] = flipped(leaf.value, bit);
	return leaf.path;
}
