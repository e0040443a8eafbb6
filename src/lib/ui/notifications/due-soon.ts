import { dayMs, type EpochMillis } from '#lib/domain/time.ts';
import type { DeadlineOfKey } from '../overview/days-ahead.ts';

/** How long before it happens a notification comes. */
export const noticeMs = dayMs;

/** What is lost with a key when its time comes. What ends or changes without a loss is told on Overview only. */
const losses = ['EXPIRY', 'DELETION'] as const;
type Loss = (typeof losses)[number];

/** How many keys lose something soon, by what it is. */
export type DueSoon = Record<Loss, number>;

/** Tells of each loss once, for as long as the page is open. */
export class DueSoonNotices {
	readonly #told = new Set<string>();

	/**
	 * @param deadlines - what comes next
	 * @returns everything that is due soon, if something is among it that nobody has been told of
	 */
	next(deadlines: readonly DeadlineOfKey[], now: EpochMillis): DueSoon | undefined {
		const due = deadlines.filter(({ At }) => At > now && At <= now + noticeMs);
		const countOf = (loss: Loss) => due.filter(({ Kind }) => Kind === loss).length;
		const isNew = due.map(({ KeyId, Kind, At }) => this.#isNew(`${KeyId} ${Kind} ${At}`, Kind));
		return isNew.includes(true)
			? { EXPIRY: countOf('EXPIRY'), DELETION: countOf('DELETION') }
			: undefined;
	}

	#isNew(name: string, kind: DeadlineOfKey['Kind']): boolean {
		if (!losses.some((loss) => loss === kind) || this.#told.has(name)) return false;
		this.#told.add(name);
		return true;
	}
}
