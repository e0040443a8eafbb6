import { KmsError } from '../errors.ts';
import { clockToleranceMs, type EpochMillis } from '../time.ts';

/** Time as a vault sees it: never behind the highest time it has seen. */
export interface VaultTime {
	now: EpochMillis;
	highestTimeSeen: EpochMillis;
	/** the machine's clock is more than 5 minutes behind: what has a deadline is frozen */
	turnedBack: boolean;
}

/** @returns the time that counts for a vault, by the machine's clock and what the vault has seen */
export function vaultTime(machineTime: EpochMillis, highestTimeSeen: EpochMillis): VaultTime {
	return {
		now: Math.max(machineTime, highestTimeSeen),
		highestTimeSeen,
		turnedBack: machineTime < highestTimeSeen - clockToleranceMs
	};
}

/** @throws {@link KmsError} `ClockTurnedBack`: nothing that has a deadline goes on until the clock is right again */
export function assertClockRuns(time: VaultTime): void {
	if (time.turnedBack)
		throw new KmsError('ClockTurnedBack', { highestTimeSeen: time.highestTimeSeen });
}
