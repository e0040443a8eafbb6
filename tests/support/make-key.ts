import type { Handle } from '#lib/service/api.ts';

/** @returns the id of a new key of this name */
export async function makeKey(
	handle: Handle,
	name: string,
	Origin: 'EXTERNAL' | 'AIRLOCK' = 'AIRLOCK'
): Promise<string> {
	const { KeyMetadata } = await handle('CreateKey', { AliasName: `alias/${name}`, Origin });
	return KeyMetadata.KeyId;
}
