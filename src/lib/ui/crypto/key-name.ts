import type { KeyMetadata } from '#lib/service/api.ts';

/** @returns the name that people know a key by; a short id where it has none */
export function keyName({ Aliases, KeyId }: Pick<KeyMetadata, 'Aliases' | 'KeyId'>): string {
	return Aliases[0] ?? `${KeyId.slice(0, 8)}…`;
}
