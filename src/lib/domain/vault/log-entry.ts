import type { KmsErrorCode } from '../errors.ts';
import type { KeyId } from '../ids.ts';
import type { LoggedOperation } from './operation.ts';
import type { EpochMillis } from '../time.ts';

/** Names and values that explain an entry; never a secret. */
export type LogDetail = Readonly<Record<string, string | number | boolean | null>>;

/** One line of the activity log. Numbers start at 1 and have no gaps. */
export interface LogEntry {
	number: number;
	time: EpochMillis;
	/** a {@link LoggedOperation}, or one of another version of Airlock */
	operation: string;
	keyId: KeyId | null;
	/** the CMK's alias at that time */
	keyName: string | null;
	result: 'Success' | KmsErrorCode;
	/** what caused it: the user, or a deadline that passed */
	actor: 'PERSON' | 'CLOCK';
	detail: LogDetail;
}

/** What an operation says of itself; number, time and name are added as it is committed. */
export type LogDraft = { operation: LoggedOperation } & Pick<LogEntry, 'keyId'> &
	Partial<Pick<LogEntry, 'keyName' | 'result' | 'actor' | 'detail'>>;

/** What became of it, for those who look for refusals. */
export const activityResults = ['DONE', 'REFUSED'] as const;
/** Whether an operation was done, as the log is filtered by it. */
export type ActivityResult = (typeof activityResults)[number];
