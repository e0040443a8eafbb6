import { equalBytes, wipe } from '#lib/domain/bytes.ts';
import { vaultTime } from '#lib/domain/clock.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { KmsError, asKmsError, isKmsError } from '#lib/domain/errors.ts';
import { defaultAgeWorkFactor } from '#lib/crypto/age-file.ts';
import { defaultArgon2id } from '#lib/crypto/argon2id.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { Operation } from '#lib/domain/operation.ts';
import type { Handle, Request, Response, VaultEvent } from './api.ts';
import type { LogDraft } from '#lib/domain/log-entry.ts';
import { commitChange, commitInQuarantine } from './commit.ts';
import type {
	Clock,
	Decision,
	Moment,
	OperationContext,
	Recording,
	VaultContext
} from './context.ts';
import type { Change } from './change.ts';
import { createGroup } from './group-commit.ts';
import { loadVault, unreadableVault } from './load.ts';
import type { OpenVault } from './open-vault.ts';
import { operations, refusalIsLogged } from './operations.ts';
import { assertParameters } from './parameters.ts';
import { nextDeadline, sweepUnlocked } from './sweep.ts';
import { sizeLimits as realSizeLimits, type SizeLimits } from './vault-size.ts';

/** Another tab's commits may come first this often before an operation gives up with `Conflict`. */
const attempts = 5;

type Decide<Answer, Made = Decision<Answer>> = (moment: Moment) => Made | Promise<Made>;
type RecordingDecide = Decide<unknown, Recording<unknown>>;

/** An unlocked vault, from unlock to lock; when another tab has changed it, `vault` is read again. */
interface Unlocked {
	vault: OpenVault;
	/** the epoch at which it was unlocked */
	readonly sinceEpoch: number;
	/** a time and the running time then: the clock may not fall behind what has run since */
	start: { now: EpochMillis; uptime: number };
}

export interface Environment {
	store: VaultStore;
	clock: Clock;
	/** hears of every change, here; telling the other tabs is the caller's */
	emit?: (event: VaultEvent) => void;
	/** called when another vault is in place of the one that was here */
	lockOtherTabs?: () => void;
	passphraseCost?: VaultContext['passphraseCost'];
	/** for tests: no message to a vault worker has these two */
	ageWorkFactor?: number;
	sizeLimits?: SizeLimits;
}

export interface Kms {
	handle: Handle;
	/** Erases what is due, as far as the lock allows, and says when to come back. */
	sweep(): Promise<{ nextDeadline: number | null }>;
	/** Drops the keys at once. What is running is refused with `VaultLocked`. */
	lock(): void;
}

/** Airlock's engine over one store: the KMS operations, bound to a clock and an (at first locked) vault. */
export function createKms({
	store,
	clock,
	emit = () => undefined,
	lockOtherTabs = () => undefined,
	passphraseCost,
	ageWorkFactor,
	sizeLimits = realSizeLimits
}: Environment): Kms {
	let current: Unlocked | undefined;

	async function freshMoment(unlocked: Unlocked): Promise<Moment> {
		const before = unlocked.vault;
		const epoch = await lockIfDamaged(unlocked, () => store.readEpoch());
		if (!Object.is(epoch, before.epoch)) {
			const reloaded = await lockIfDamaged(unlocked, () => reload(before));
			// Another operation of this tab can have been first; its reading is as good.
			if (unlocked.vault === before) {
				unlocked.vault = reloaded;
				// A person in another tab has set it back.
				if (reloaded.head.highestTimeSeen < before.head.highestTimeSeen)
					unlocked.start = startAt(reloaded.head.highestTimeSeen);
			}
		}
		assertStillUnlocked(unlocked);
		return momentOf(unlocked);
	}

	/** @throws KmsError `VaultDamaged` for what was whole at unlock, and for any change of what was not */
	async function reload(before: OpenVault): Promise<OpenVault> {
		if (before.damage.length > 0) throw new KmsError('VaultDamaged', { damage: before.damage });
		const snapshot = await store.readSnapshot(before.head.logCount + 1);
		if (!snapshot) throw new KmsError('VaultNotFound', {});
		if (!equalBytes(snapshot.head.vaultId, before.vaultId)) {
			// Another tab has opened another vault's file.
			if (current?.vault === before) lock();
			throw new KmsError('VaultLocked', {});
		}
		const vault = await loadVault(snapshot, before.keys, clock.now(), before).catch(
			(error: unknown) => {
				throw asKmsError(error) ?? unreadableVault();
			}
		);
		if (vault.damage.length > 0) throw new KmsError('VaultDamaged', { damage: vault.damage });
		return vault;
	}

	/**
	 * Runs what looks at the vault at rest. When that turns out not to be what was unlocked, the keys go: who unlocks
	 * again is told what is wrong, and only then can take out what still verifies.
	 */
	async function lockIfDamaged<Result>(
		unlocked: Unlocked,
		look: () => Result | Promise<Result>
	): Promise<Result> {
		try {
			return await look();
		} catch (error) {
			const refusal = asKmsError(error);
			if (refusal?.code === 'VaultDamaged' || refusal?.code === 'VaultNotFound')
				lockForDamage(unlocked);
			throw error;
		}
	}

	function lockForDamage(unlocked: Unlocked): void {
		if (current !== unlocked) return;
		lock();
		lockOtherTabs();
		emit({ type: 'locked', reason: 'DAMAGED' });
	}

	/** In quarantine damage is nothing new. */
	const decideOn = <Made>(
		unlocked: Unlocked,
		moment: Moment,
		decide: (moment: Moment) => Made | Promise<Made>
	): Promise<Made> =>
		moment.vault.damage.length > 0
			? Promise.resolve(moment).then(decide)
			: lockIfDamaged(unlocked, () => decide(moment));

	function assertUnlocked(unlocked: Unlocked | undefined): asserts unlocked is Unlocked {
		if (!unlocked) throw new KmsError('VaultLocked', {});
	}

	function assertStillUnlocked(unlocked: Unlocked): void {
		if (current !== unlocked) throw new KmsError('VaultLocked', {});
	}

	const startAt = (now: EpochMillis): Unlocked['start'] => ({ now, uptime: clock.uptime() });

	function momentOf({ vault, sinceEpoch, start }: Unlocked): Moment {
		const uptime = clock.uptime();
		// Running time has fractions of a millisecond; times have none.
		const leastNow = start.now + Math.floor(uptime - start.uptime);
		const time = vaultTime(clock.now(), Math.max(vault.head.highestTimeSeen, leastNow));
		return { vault, time, now: time.now, uptime, unlockedAt: sinceEpoch };
	}

	/** @throws KmsError `VaultQuarantined` where nothing may be written */
	async function writableMoment(): Promise<{ unlocked: Unlocked; moment: Moment }> {
		const unlocked = current;
		assertUnlocked(unlocked);
		const moment = await freshMoment(unlocked);
		const { damage } = moment.vault;
		if (damage.length > 0) throw new KmsError('VaultQuarantined', { damage });
		return { unlocked, moment };
	}

	/**
	 * @param secrets - plaintext in the answers: wiped when nobody will get them
	 * @returns the moment after the commit
	 */
	async function write(
		{ unlocked, moment }: { unlocked: Unlocked; moment: Moment },
		change: Change,
		secrets: readonly Uint8Array[]
	): Promise<Moment> {
		try {
			assertStillUnlocked(unlocked);
			await commitChange(store, moment, change, sizeLimits);
			if (change.resetTime !== undefined) unlocked.start = startAt(change.resetTime);
			emit({ type: 'changed' });
			// Locked while it was being written: it is done, but nothing comes out any more.
			assertStillUnlocked(unlocked);
		} catch (error) {
			wipe(...secrets);
			throw error;
		}
		return momentOf({ ...unlocked, vault: moment.vault });
	}

	async function mutateOnce<Answer>(decide: Decide<Answer>): Promise<Answer> {
		const at = await writableMoment();
		const { change, answer, secrets = [] } = await decideOn(at.unlocked, at.moment, decide);
		return answer(await write(at, change, secrets));
	}

	/** One that is refused leaves the others alone. */
	async function recordOnce(
		decides: readonly RecordingDecide[]
	): Promise<readonly PromiseSettledResult<unknown>[]> {
		const at = await writableMoment();
		const decided = await Promise.allSettled(
			decides.map((decide) => decideOn(at.unlocked, at.moment, decide))
		);
		const decisions = decided.flatMap((result) =>
			result.status === 'fulfilled' ? [result.value] : []
		);
		if (decisions.length === 0) return decided;
		const log = decisions.flatMap(({ change }) => change.log);
		const secrets = decisions.flatMap((decision) => decision.secrets ?? []);
		const after = await write(at, { log }, secrets);
		return decided.map((result) =>
			result.status === 'fulfilled'
				? { status: 'fulfilled', value: result.value.answer(after) }
				: result
		);
	}

	/** The one write that quarantine allows. */
	async function recordAnywayOnce(entry: LogDraft): Promise<void> {
		const unlocked = current;
		assertUnlocked(unlocked);
		const moment = await freshMoment(unlocked);
		if (moment.vault.damage.length > 0) await commitInQuarantine(store, moment, entry);
		else await commitChange(store, moment, { log: [entry] }, sizeLimits);
		emit({ type: 'changed' });
		assertStillUnlocked(unlocked);
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

	const record = createGroup<RecordingDecide>(
		(work) => store.exclusively(work),
		(decides) => persistently(() => recordOnce(decides))
	);

	const context: VaultContext = {
		store,
		clock,
		emit,
		lockOtherTabs,
		session: randomUuid(),
		passphraseCost: passphraseCost ?? defaultArgon2id,
		sizeLimits,
		ageWorkFactor: ageWorkFactor ?? defaultAgeWorkFactor,
		current: () => current?.vault,
		open: (vault) => {
			current = { vault, sinceEpoch: vault.epoch, start: startAt(clock.now()) };
		},
		lock,
		async read(decide) {
			const unlocked = current;
			assertUnlocked(unlocked);
			const answer = await decideOn(unlocked, await freshMoment(unlocked), decide);
			assertStillUnlocked(unlocked);
			return answer;
		},
		recordAnyway: (entry) => store.exclusively(() => persistently(() => recordAnywayOnce(entry))),
		mutate: (decide) => store.exclusively(() => persistently(() => mutateOnce(decide))),
		record: async <Answer>(decide: Decide<Answer, Recording<Answer>>) =>
			(await record(decide)) as Answer
	};

	function lock(): void {
		current = undefined;
	}

	async function handle<Name extends Operation>(
		operation: Name,
		request: Request<Name>
	): Promise<Response<Name>> {
		assertParameters(operation, request);
		try {
			return await operations[operation](context, request);
		} catch (error) {
			const refusal = asKmsError(error);
			if (refusal) await logRefusal(context, operation, request, refusal);
			throw error;
		}
	}

	return {
		handle,
		lock,
		async sweep() {
			if (current === undefined || current.vault.damage.length > 0) {
				await store.eraseDue(clock.now());
				return { nextDeadline: null };
			}
			await sweepUnlocked(context);
			return { nextDeadline: await context.read(nextDeadline) };
		}
	};
}

/** @returns the key that a refusal is about: the one it names, or the one that was asked for */
function keyOf(details: object, request: object): string {
	const { keyId }: { keyId?: string } = 'reason' in details ? {} : details;
	const { KeyId, TargetKeyId, DestinationKeyId }: Partial<Record<string, string>> = request;
	return keyId ?? KeyId ?? TargetKeyId ?? DestinationKeyId ?? '';
}

/** A refusal changes nothing but the log. Failing to write it down must not hide the refusal itself. */
async function logRefusal(
	context: OperationContext,
	operation: Operation,
	request: object,
	error: KmsError
): Promise<void> {
	if (!refusalIsLogged(operation, error.code)) return;
	try {
		await context.record(({ vault }) => {
			const cmk = vault.findCmk(keyOf(error.details, request));
			const reason = 'reason' in error.details ? { reason: error.details.reason } : {};
			return {
				change: {
					log: [{ operation, keyId: cmk?.keyId ?? null, result: error.code, detail: reason }]
				},
				answer: () => undefined
			};
		});
	} catch (logError) {
		if (!(logError instanceof KmsError)) throw logError;
	}
}
