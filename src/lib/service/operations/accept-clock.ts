import type { Cmk } from '#lib/domain/key/cmk.ts';
import { droppedWrappingKeys, withoutImportParameters } from '#lib/domain/import/import-rules.ts';
import { withRotationSetBack } from '#lib/domain/key/rotation.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { sweepUnlocked } from '../engine/sweep.ts';
import { confirmPassphrase } from './ask-again.ts';
import { describeVaultAt } from './describe-vault.ts';

/**
 * Goes on from the machine's time although a later one has been seen. What had ended by then stays ended: it is swept
 * first. Import parameters issued in that future end too, since they would work for longer than 24 hours, and
 * a deletion date that came in it has not been seen.
 */
export const acceptClock: OperationFunction<'AcceptClock', VaultContext> = async (
	context,
	{ Passphrase }
) => {
	await confirmPassphrase(context, Passphrase);
	await sweepUnlocked(context);
	return context.mutate(({ vault }) => {
		const machineTime = context.clock.now();
		const set = [...vault.cmks.values()].map((cmk) => ({ cmk, next: setBack(cmk, machineTime) }));
		const changed = set.filter(({ cmk, next }) => next !== cmk);
		return {
			change: {
				put: changed.map(({ next }) => ({ kind: 'cmk', cmk: next })),
				deleteErasables: changed.flatMap(({ cmk, next }) => droppedWrappingKeys(cmk, next)),
				log: [
					{
						operation: 'AcceptClock',
						keyId: null,
						detail: { from: vault.head.highestTimeSeen, to: machineTime }
					}
				],
				resetTime: machineTime
			},
			answer: describeVaultAt(context)
		};
	});
};

function setBack(found: Cmk, now: EpochMillis): Cmk {
	const cmk = withRotationSetBack(found, now);
	const { importParameters, replacedWrappingKeys, deletionDate, deletionSighting } = cmk;
	const ended =
		importParameters && importParameters.issued > now
			? withoutImportParameters(cmk, 'EXPIRED', now)
			: cmk;
	const kept = replacedWrappingKeys.filter(({ issued }) => issued <= now);
	const next =
		kept.length < replacedWrappingKeys.length ? { ...ended, replacedWrappingKeys: kept } : ended;
	return deletionSighting && deletionDate !== null && deletionDate > now
		? { ...next, deletionSighting: null }
		: next;
}
