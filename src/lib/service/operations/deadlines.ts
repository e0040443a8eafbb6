/** ListDeadlines. */
import { deadlinesAhead } from '#lib/domain/key/deadline.ts';
import type { OperationFunction } from '../engine/context.ts';
import { pageLimit } from './page.ts';

/** Lists what comes for CMKs, the soonest first. Only those that have anything to tell are looked at. */
export const listDeadlines: OperationFunction<'ListDeadlines'> = (context, { Before, Limit }) =>
	context.read(({ vault, now }) => {
		const most = pageLimit(Limit);
		const ahead = [...vault.watched]
			.flatMap((keyId) =>
				deadlinesAhead(vault.cmk(keyId), now).map((deadline) => ({ keyId, ...deadline }))
			)
			.filter(({ at }) => Before === undefined || at < Before)
			.sort((a, b) => a.at - b.at);
		return {
			Deadlines: ahead.slice(0, most).map(({ keyId, kind, at }) => ({
				KeyId: keyId,
				KeyName: vault.aliases.nameOf(keyId) ?? null,
				Kind: kind,
				At: at
			})),
			Matching: ahead.length
		};
	});
