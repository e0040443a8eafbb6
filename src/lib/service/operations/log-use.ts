import { wipe } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { LogOnly, Moment, OperationContext } from '../engine/context.ts';

/**
 * Uses a key: the log has it before the result is released. A dry run does all but the last: it is refused with
 * `DryRunOperation` where nothing else refuses it.
 */
export function logUse<Answer>(
	context: OperationContext,
	{ DryRun = false }: { DryRun?: boolean | undefined },
	decide: (moment: Moment) => Promise<LogOnly<Answer>>
): Promise<Answer> {
	return context.logOnly(async (moment) => {
		const decision = await decide(moment);
		if (!DryRun) return decision;
		wipe(...(decision.secrets ?? []));
		throw new KmsError('DryRunOperation', {});
	});
}
