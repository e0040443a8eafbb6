import { uuidFromBytes } from '#lib/domain/ids.ts';
import { keyStates, type KeyState } from '#lib/domain/key/key-state.ts';
import type { VaultDescription } from '../api/vault.ts';
import type { Moment, VaultContext } from '../engine/context.ts';

/** The vault as DescribeVault tells of it, at one moment; to be bound to the machine's clock first. */
export const describeVaultAt =
	({ clock, sizeLimits, store }: Pick<VaultContext, 'clock' | 'sizeLimits' | 'store'>) =>
	(moment: Moment): VaultDescription => {
		const { vault, time, now } = moment;
		const { name, creationDate, autoLockMinutes, airGapGuard, lastBackup } = vault.facts;
		const counts = vault.countStates(now);
		const countOf = (state: KeyState) => counts[keyStates.indexOf(state)] ?? 0;
		return {
			VaultId: uuidFromBytes(vault.vaultId),
			VaultName: name,
			CreationDate: creationDate,
			Settings: { AutoLockMinutes: autoLockMinutes, AirGapGuard: airGapGuard },
			Epoch: vault.epoch,
			LastBackup: lastBackup && { At: lastBackup.at, Epoch: lastBackup.epoch },
			Damage: vault.damage,
			Mirrored: vault.damage.length === 0 && store.mirror ? store.mirror.isKept : null,
			Recovered: vault.recovered ?? null,
			Size: { Bytes: vault.fileBytes, LimitBytes: sizeLimits.roomyBytes },
			KeyCount: counts.reduce((sum, count) => sum + count, 0),
			KeyStates: {
				PENDING_IMPORT: countOf('PENDING_IMPORT'),
				ENABLED: countOf('ENABLED'),
				DISABLED: countOf('DISABLED'),
				PENDING_DELETION: countOf('PENDING_DELETION')
			},
			ClockTurnedBack: time.turnedBack
				? {
						HighestTimeSeen: time.highestTimeSeen,
						BehindMs: time.highestTimeSeen - clock.now()
					}
				: null
		};
	};
