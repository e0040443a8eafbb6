import { wipe } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { VaultEvent } from '../api.ts';
import type { Change } from './change.ts';
import { commitChange } from './commit.ts';
import { compact, isCompactionDue } from './compaction.ts';
import type { Decision, Moment, LogOnly, VaultContext } from './context.ts';
import { createQueue } from '#lib/storage/queue.ts';
import { createGroup } from './group-commit.ts';
import type { Session } from './session.ts';
import type { SizeLimits } from './vault-size.ts';

/** Another tab's commits may come first this often before an operation gives up with `Conflict`. */
const attempts = 5;

type Decide<Answer, Made = Decision<Answer>> = (moment: Moment) => Made | Promise<Made>;
type LogOnlyDecide = Decide<unknown, LogOnly<unknown>>;
type DecideAll<Answer> = (unlocked: Session, moment: Moment) => Promise<Decided<Answer>>;

/** What was decided in a session, and on which moment. */
interface Decided<Answer> extends Omit<Decision<Answer>, 'change'> {
	unlocked: Session;
	moment: Moment;
	/** null where all is refused, and nothing to be written */
	change: Change | null;
}

interface WritingEnvironment {
	store: VaultStore;
	emit: (event: VaultEvent) => void;
	sizeLimits: SizeLimits;
	/** @throws KmsError `VaultLocked` when there is none */
	session: () => Session;
}

/** The three ways in which operations write: one after the other, each under the store's lock, and over again when another tab was first. */
export function createWriting({
	store,
	emit,
	sizeLimits,
	session
}: WritingEnvironment): Pick<VaultContext, 'mutate' | 'logOnly' | 'logAnyway'> {
	/** whether no other tab had written when this one last looked */
	let isAlone = false;

	/**
	 * Decides, and writes under the lock. The commit compares the epochs. So a tab that is alone decides on the vault as it
	 * knows it, while it waits for the lock; any other looks at the vault at rest first.
	 */
	async function decideAndWrite<Answer>(decide: DecideAll<Answer>): Promise<Answer> {
		const ahead = isAlone ? decide(session(), session().knownMoment()) : undefined;
		// It is waited for once the lock is there.
		ahead?.catch(() => undefined);
		try {
			return await store.exclusively(() =>
				persistently(async (attempt) => {
					const decided = attempt === 1 && ahead ? ahead : lookAndDecide(decide);
					return writeDecided(await decided);
				})
			);
		} catch (error) {
			// Perhaps the lock never came.
			await ahead?.then(({ secrets = [] }) => wipe(...secrets)).catch(() => undefined);
			throw error;
		}
	}

	async function lookAndDecide<Answer>(decide: DecideAll<Answer>): Promise<Decided<Answer>> {
		const unlocked = session();
		const { epoch } = unlocked.assertOpen();
		const moment = await unlocked.freshMoment();
		isAlone = Object.is(moment.epoch, epoch);
		return decide(unlocked, moment);
	}

	async function decideOne<Answer>(
		unlocked: Session,
		moment: Moment,
		decide: Decide<Answer>
	): Promise<Decided<Answer>> {
		assertWritable(moment);
		return { unlocked, moment, ...(await unlocked.decideToWrite(moment, decide)) };
	}

	/** If one of them is refused, the others are still written. */
	async function decideTogether(
		unlocked: Session,
		moment: Moment,
		decides: readonly LogOnlyDecide[]
	): Promise<Decided<readonly PromiseSettledResult<unknown>[]>> {
		assertWritable(moment);
		const decided = await Promise.allSettled(
			decides.map((decide) => unlocked.decideToWrite(moment, decide))
		);
		const decisions = decided.flatMap((result) =>
			result.status === 'fulfilled' ? [result.value] : []
		);
		const secrets = decisions.flatMap((decision) => decision.secrets ?? []);
		const isOutdated = decided.some(
			(result) => result.status === 'rejected' && isKmsError(result.reason, 'Conflict')
		);
		if (isOutdated) {
			wipe(...secrets);
			throw new KmsError('Conflict', {});
		}
		const answer = (after: Moment) =>
			decided.map((result) =>
				result.status === 'fulfilled' ? { ...result, value: result.value.answer(after) } : result
			);
		const log = decisions.flatMap(({ change }) => change.log);
		return { unlocked, moment, change: log.length > 0 ? { log } : null, answer, secrets };
	}

	/** The one write that quarantine allows. */
	async function logAnywayOnce(entry: LogDraft): Promise<void> {
		const unlocked = session();
		const moment = await unlocked.freshMoment();
		await commitChange(store, moment, { log: [entry] }, sizeLimits);
		emit({ type: 'changed' });
		unlocked.assertOpen();
	}

	async function writeDecided<Answer>({
		unlocked,
		moment,
		change,
		answer,
		secrets = []
	}: Decided<Answer>): Promise<Answer> {
		if (!change) return answer(moment);
		try {
			unlocked.assertOpen();
			// Read again meanwhile: what was decided is of an earlier moment.
			if (moment.epoch !== moment.vault.epoch) throw new KmsError('Conflict', {});
			await commitChange(store, moment, change, sizeLimits);
			if (change.resetTime !== undefined) unlocked.setTime(change.resetTime);
			emit({ type: 'changed' });
			// Locked while it was being written: it is done, but nothing comes out any more.
			unlocked.assertOpen();
		} catch (error) {
			wipe(...secrets);
			throw error;
		}
		compactLater(unlocked);
		return answer(unlocked.momentOf(moment.vault));
	}

	/** In the background: nobody waits for it, and where it can't be done, nothing is lost. */
	function compactLater(unlocked: Session): void {
		if (!unlocked.vault || !isCompactionDue(unlocked.vault)) return;
		const compactNow = async () => {
			const { vault } = await unlocked.freshMoment();
			if (isCompactionDue(vault)) await compact(store, vault);
		};
		inTurn(() => store.exclusively(compactNow)).catch(() => undefined);
	}

	const inTurn = createQueue();
	const logOnly = createGroup<LogOnlyDecide>(inTurn, (decides) =>
		decideAndWrite((unlocked, moment) => decideTogether(unlocked, moment, decides))
	);

	return {
		mutate: (decide) =>
			inTurn(() => decideAndWrite((unlocked, moment) => decideOne(unlocked, moment, decide))),
		logOnly: async <Answer>(decide: Decide<Answer, LogOnly<Answer>>) =>
			(await logOnly(decide)) as Answer,
		logAnyway: (entry) =>
			inTurn(() => store.exclusively(() => persistently(() => logAnywayOnce(entry))))
	};
}

/** @throws KmsError `VaultQuarantined` where nothing may be written */
function assertWritable({ vault: { damage } }: Moment): void {
	if (damage.length > 0) throw new KmsError('VaultQuarantined', { damage });
}

/** Starts over when another tab was first. */
async function persistently<Answer>(work: (attempt: number) => Promise<Answer>): Promise<Answer> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work(attempt);
		} catch (error) {
			if (attempt === attempts || !isKmsError(error, 'Conflict')) throw error;
		}
	}
}
