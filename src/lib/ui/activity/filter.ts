/** The filters of the activity page as they stand in its address: ids and dates, never a name. */
import { activityKinds, operationsOfKind, type ActivityKind } from '#lib/domain/vault/operation.ts';
import { activityResults, type ActivityResult } from '#lib/domain/vault/log-entry.ts';
import type { ActivityFilter } from '#lib/service/api/vault.ts';

export interface ShownActivity {
	keyId?: string;
	kind?: ActivityKind;
	result?: ActivityResult;
	/** the first day, `2026-11-24`, in this computer's zone */
	since?: string;
	/** the last day */
	until?: string;
}

const names = { keyId: 'key', kind: 'kind', result: 'result', since: 'since', until: 'until' };

/**
 * Reads them from an address or a form; what makes no sense is left out.
 *
 * @param get - the text that is there under a name
 */
export function filterIn(get: (name: string) => string | null): ShownActivity {
	const keyId = get(names.keyId);
	const kind = activityKinds.find((one) => one === get(names.kind));
	const result = activityResults.find((one) => one === get(names.result));
	const [since, until] = [dayIn(get(names.since)), dayIn(get(names.until))];
	return {
		...(keyId && { keyId }),
		...(kind && { kind }),
		...(result && { result }),
		...(since && { since }),
		...(until && { until })
	};
}

function dayIn(text: string | null): string | undefined {
	return text !== null && !Number.isNaN(midnight(text)) ? text : undefined;
}

/** @param from - the number of the newest entry to show */
export function activityAddress(filter: ShownActivity, from?: number): string {
	const search = new URLSearchParams();
	for (const [field, name] of Object.entries(names)) {
		const value = filter[field as keyof ShownActivity];
		if (value !== undefined) search.set(name, value);
	}
	if (from !== undefined) search.set('from', String(from));
	return search.size === 0 ? '#/activity' : `#/activity?${search}`;
}

/** @returns what the engine is asked for */
export function activityRequest({
	keyId,
	kind,
	result,
	since,
	until
}: ShownActivity): ActivityFilter {
	return {
		...(keyId !== undefined && { KeyId: keyId }),
		...(kind !== undefined && { Operations: operationsOfKind(kind) }),
		...(result !== undefined && { Result: result }),
		...(since !== undefined && { From: midnight(since) }),
		...(until !== undefined && { To: midnight(until, 1) })
	};
}

/** @returns the beginning of that day, or of one some days later, where this computer is; NaN if it is not a day */
function midnight(day: string, daysLater = 0): number {
	const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
	return new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime();
}
