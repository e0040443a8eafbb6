import { dayMs, type EpochMillis } from '#lib/domain/time.ts';
import type { ImportProgress } from '#lib/service/api/import.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

export interface PlannedEvent {
	kind: 'PARAMETERS_RUN_OUT' | 'MATERIAL_EXPIRES' | 'KEY_DELETED' | 'KEY_ROTATED';
	at: EpochMillis;
}

/** What lies ahead of a key, the last first, as the list of its life goes backwards. */
export function plannedEvents(
	key: Pick<KeyMetadata, 'ImportParameters' | 'Expiration' | 'DeletionDate' | 'NextRotationDate'>
): PlannedEvent[] {
	const events: PlannedEvent[] = [];
	if (key.ImportParameters)
		events.push({ kind: 'PARAMETERS_RUN_OUT', at: key.ImportParameters.ParametersValidTo });
	if (key.Expiration?.expirationModel === 'KEY_MATERIAL_EXPIRES')
		events.push({ kind: 'MATERIAL_EXPIRES', at: key.Expiration.validTo });
	if (key.NextRotationDate !== undefined)
		events.push({ kind: 'KEY_ROTATED', at: key.NextRotationDate });
	if (key.DeletionDate !== null) events.push({ kind: 'KEY_DELETED', at: key.DeletionDate });
	return events.sort((a, b) => b.at - a.at);
}

/**
 * Whether a key is bound to key material that anyone could guess: typed text, hex characters, one byte again and again.
 * Only then a bound key has no check value, since that could be guessed back to the material.
 */
export const hasWeakMaterial = ({
	Bound,
	KeyCheckValue
}: Pick<KeyMetadata, 'Bound' | 'KeyCheckValue'>): boolean => Bound && KeyCheckValue === null;

/** An expiry this close is worth a badge. */
const noticeMs = 30 * dayMs;

/** What a key is due for, beside its state. */
export type Due =
	| { kind: 'IMPORTING' }
	| { kind: 'EXPIRED' }
	| { kind: 'ERASED_EARLY' }
	| { kind: 'EXPIRING'; at: EpochMillis };

export function dueOf(
	key: Pick<KeyMetadata, 'KeyState' | 'Expiration' | 'LostKeyMaterial'>,
	progress: Pick<ImportProgress, 'Step'> | undefined,
	now: EpochMillis
): Due | undefined {
	if (key.KeyState === 'PENDING_DELETION') return undefined;
	if (progress !== undefined && progress.Step !== 'PARAMETERS') return { kind: 'IMPORTING' };
	const { Expiration: expiration, LostKeyMaterial: lost } = key;
	if (expiration === null)
		return lost && lost.reason !== 'DELETED' ? { kind: lost.reason } : undefined;
	return expiration.expirationModel === 'KEY_MATERIAL_EXPIRES' &&
		expiration.validTo - now <= noticeMs
		? { kind: 'EXPIRING', at: expiration.validTo }
		: undefined;
}
