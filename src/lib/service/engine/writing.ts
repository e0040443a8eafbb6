import { wipe } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { VaultEvent } from '../api.ts';
import type { Change } from './change.ts';
import { commitChange } from './commit.ts';
import { compact, isCompactionDue } from './compaction.ts';
import type { Decision, Moment, LogOnly, VaultContext } from './context.ts';
import { createGroup } from './group-commit.ts';
import type { Session } from './session.ts';
import type { SizeLimits } from './vault-size.ts';

/** Another tab's commits may come first this often before an operation gives up with `Conflict`. */
const attempts = 5;

type Decide<Answer, Made = Decision<Answer>> = (moment: Moment) => Made | Promise<Made>;
type LogOnlyDecide = Decide<unknown, LogOnly<unknown>>;

interface WritingEnvironment {
	store: VaultStore;
	emit: (event: VaultEvent) => void;
	sizeLimits: SizeLimits;
	/** @throws KmsError `VaultLocked` when there is none */
	session: () => Session;
}

/** The three ways in which operations write. Each waits for the store's lock, and starts over when another tab was first. */
export function createWriting({
	store,
	emit,
	sizeLimits,
	session
}: WritingEnvironment): Pick<VaultContext, 'mutate' | 'logOnly' | 'logAnyway'> {
	async function mutateOnce<Answer>(decide: Decide<Answer>): Promise<Answer> {
		const unlocked = session();
		const moment = await writableMoment(unlocked);
		const { change, answer, secrets = [] } = await unlocked.decideOn(moment, decide);
		return answer(await write(unlocked, moment, change, secrets));
	}

	/** If one of them is refused, the others are still written. */
	async function logOnce(
		decides: readonly LogOnlyDecide[]
	): Promise<readonly PromiseSettledResult<unknown>[]> {
		const unlocked = session();
		const moment = await writableMoment(unlocked);
		const decided = await Promise.allSettled(
			decides.map((decide) => unlocked.decideOn(moment, decide))
		);
		const decisions = decided.flatMap((result) =>
			result.status === 'fulfilled' ? [result.value] : []
		);
		if (decisions.length === 0) return decided;
		const log = decisions.flatMap(({ change }) => change.log);
		const secrets = decisions.flatMap((decision) => decision.secrets ?? []);
		const after = await write(unlocked, moment, { log }, secrets);
		return decided.map((result) =>
			result.status === 'fulfilled'
				? { status: 'fulfilled', value: result.value.answer(after) }
				: result
		);
	}

	/** The one write that quarantine allows. */
	async function logAnywayOnce(entry: LogDraft): Promise<void> {
		const unlocked = session();
		const moment = await unlocked.freshMoment();
		await commitChange(store, moment, { log: [entry] }, sizeLimits);
		emit({ type: 'changed' });
		unlocked.assertOpen();
	}

	/**
	 * @param secrets - plaintext in the answers: wiped when nobody will get them
	 * @returns the moment after the commit
	 */
	async function write(
		unlocked: Session,
		moment: Moment,
		change: Change,
		secrets: readonly Uint8Array[]
	): Promise<Moment> {
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
		return unlocked.momentOf(moment.vault);
	}

	/** In the background: nobody waits for it, and where it can't be done, nothing is lost. */
	function compactLater(unlocked: Session): void {
		if (!unlocked.vault || !isCompactionDue(unlocked.vault)) return;
		const compactNow = async () => {
			const { vault } = await unlocked.freshMoment();
			if (isCompactionDue(vault)) await compact(store, vault);
		};
		store.exclusively(compactNow).catch(() => undefined);
	}

	const logOnly = createGroup<LogOnlyDecide>(
		(work) => store.exclusively(work),
		(decides) => persistently(() => logOnce(decides))
	);

	return {
		mutate: (decide) => store.exclusively(() => persistently(() => mutateOnce(decide))),
		logOnly: async <Answer>(decide: Decide<Answer, LogOnly<Answer>>) =>
			(await logOnly(decide)) as Answer,
		logAnyway: (entry) => store.exclusively(() => persistently(() => logAnywayOnce(entry)))
	};
}

/** @throws KmsError `VaultQuarantined` where nothing may be written */
async function writableMoment(session: Session): Promise<Moment> {
	const moment = await session.freshMoment();
	const { damage } = moment.vault;
	if (damage.length > 0) throw new KmsError('VaultQuarantined', { damage });
	return moment;
}

/** Starts over when another tab was first. */
async function persistently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (attempt === attempts || !isKmsError(error, 'Conflict')) throw error;
		}
	}
}
