/** ScheduleKeyDeletion, CancelKeyDeletion. */
import { assertClockRuns } from '#lib/domain/vault/clock.ts';
import { longestDeletionWindowDays, shortestDeletionWindowDays } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { dayMs } from '#lib/domain/time.ts';
import { confirmPassphrase, passphraseIsNeeded } from './ask-again.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { updateCmk } from './keys.ts';

/**
 * The CMK stops working now and is erased after the waiting time: see `sweep.ts`. Of imported key material a person
 * holds a copy; what Airlock has made is nowhere else, so that its deletion needs the passphrase.
 */
export const scheduleKeyDeletion: OperationFunction<'ScheduleKeyDeletion', VaultContext> = async (
	context,
	{ KeyId, PendingWindowInDays: days = longestDeletionWindowDays, Passphrase }
) => {
	if (Passphrase) await confirmPassphrase(context, Passphrase);
	if (days < shortestDeletionWindowDays || days > longestDeletionWindowDays)
		throw new KmsError('InvalidParameter', {
			parameter: 'PendingWindowInDays',
			rule: 'FROM_7_TO_30'
		});
	return updateCmk(context, 'ScheduleKeyDeletion', KeyId, (cmk, { time, now }) => {
		assertClockRuns(time);
		if (cmk.origin === 'AIRLOCK' && !Passphrase) throw passphraseIsNeeded();
		return { ...cmk, deletionDate: now + days * dayMs, deletionSighting: null };
	});
};

/** The CMK is disabled afterwards, or waits for its import if its key material is gone. */
export const cancelKeyDeletion: OperationFunction<'CancelKeyDeletion'> = (context, { KeyId }) =>
	updateCmk(context, 'CancelKeyDeletion', KeyId, (cmk) => ({
		...cmk,
		enabled: false,
		deletionDate: null,
		deletionSighting: null
	}));
