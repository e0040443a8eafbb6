import type { KeyId } from '#lib/domain/ids.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import type { Handle } from '#lib/service/api.ts';

/**
 * @returns the key to use in the place of another; undefined for none. Where that one is retired itself, it is the one in
 * its place, and so on
 */
export async function replacementOf(
	handle: Handle,
	{ KeyId, ReplacedBy }: Pick<KeyMetadata, 'KeyId' | 'ReplacedBy'>
): Promise<KeyMetadata | undefined> {
	const seen = new Set<KeyId>([KeyId]);
	let replacement: KeyMetadata | undefined;
	let next = ReplacedBy;
	while (next !== undefined && !seen.has(next)) {
		seen.add(next);
		replacement = (await handle('DescribeKey', { KeyId: next })).KeyMetadata;
		next = replacement.RetiredOn === undefined ? undefined : replacement.ReplacedBy;
	}
	return replacement;
}
