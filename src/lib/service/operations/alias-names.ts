import { aliasPrefix } from '#lib/domain/key/alias.ts';
import type { Handle, Response } from '../api.ts';
import { largestPage } from './page.ts';

/** @returns the name of every alias in the vault, without `alias/` */
export async function aliasNames(handle: Handle, Limit = largestPage): Promise<Set<string>> {
	const names = new Set<string>();
	let page: Response<'ListAliases'> | undefined;
	do {
		const Marker = page?.NextMarker ?? undefined;
		page = await handle('ListAliases', {
			Limit,
			...(Marker !== undefined && { Marker })
		});
		for (const { AliasName } of page.Aliases) names.add(AliasName.slice(aliasPrefix.length));
	} while (page.Truncated);
	return names;
}
