import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { opensVault, type Operation } from '#lib/domain/vault/operation.ts';
import { defaultAgeWorkFactor } from '#lib/crypto/age-file.ts';
import { argon2idHere, defaultArgon2id, type RunArgon2id } from '#lib/crypto/argon2id.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { createSeenInMemory, type SeenStore } from '#lib/storage/seen-store.ts';
import { createQueue } from '#lib/storage/queue.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { Handle, Request, Response, VaultEvent } from '../api.ts';
import type { Clock, VaultContext } from './context.ts';
import { logRefusal } from './log-refusal.ts';
import { isMore, positionNow, remember, type Position } from './rollback.ts';
import { operations } from '../operations.ts';
import { assertRequest } from '../api/assert-request.ts';
import { Session } from './session.ts';
import { logUnlock } from './log-unlock.ts';
import { nextDeadline, sweepUnlocked } from './sweep.ts';
import { sizeLimits as realSizeLimits, type SizeLimits } from './vault-size.ts';
import { createWriting } from './writing.ts';

/** What the engine is given: a store, a clock, and ways to tell what has happened. */
export interface Environment {
	store: VaultStore;
	/** what this browser has seen of vaults; default: nothing, and no longer than the engine lives */
	seen?: SeenStore;
	clock: Clock;
	/** hears of every change, here; telling the other tabs is the caller's */
	emit?: (event: VaultEvent) => void;
	/** called when another vault is in place of the one that was here */
	lockOtherTabs?: () => void;
	passphraseCost?: VaultContext['passphraseCost'];
	/** default: in the engine's own thread */
	runArgon2id?: RunArgon2id;
	/** for tests: no message to a vault worker has these two */
	ageWorkFactor?: number;
	sizeLimits?: SizeLimits;
}

/** The engine as its callers see it. */
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
	seen = createSeenInMemory(),
	clock,
	emit = () => undefined,
	lockOtherTabs = () => undefined,
	passphraseCost = defaultArgon2id,
	runArgon2id = argon2idHere,
	ageWorkFactor = defaultAgeWorkFactor,
	sizeLimits = realSizeLimits
}: Environment): Kms {
	/** of the last unlock; open until it is closed */
	let session: Session | undefined;

	const lock = () => session?.close();

	function openSession(): Session {
		if (!session?.vault) throw new KmsError('VaultLocked', {});
		return session;
	}

	function onDamage(): void {
		lockOtherTabs();
		emit({ type: 'locked', reason: 'DAMAGED' });
	}

	/** since it was last remembered, in a way that a copy could lack */
	let changed = false;

	const inTurn = createQueue();
	const rememberVault = (position?: Position): Promise<void> =>
		inTurn(async () => {
			const vault = session?.vault;
			if (!vault) return;
			const now = changed ? positionNow(vault) : undefined;
			changed = false;
			await remember(seen, vault, position ?? now);
		});

	const writing = createWriting({ store, emit, sizeLimits, session: openSession });
	const context: VaultContext = {
		store,
		seen,
		remember: rememberVault,
		clock,
		emit,
		lockOtherTabs,
		startId: randomUuid(),
		passphraseCost,
		runArgon2id,
		sizeLimits,
		ageWorkFactor,
		current: () => session?.vault,
		open: (vault) => {
			lock();
			session = new Session(vault, { store, clock, onDamage });
		},
		lock,
		pause,
		read: async (decide) => openSession().read(decide),
		...writing,
		mutate: async (decide) => {
			const answer = await writing.mutate(async (moment) => {
				const decision = await decide(moment);
				changed ||= decision.change.log?.some(isMore) ?? false;
				return decision;
			});
			// Where there is room for a change, there is for the entry of an unlock for which there was none.
			await logUnlock(context).catch(() => undefined);
			// Nobody waits for it: at worst the next sweep does it, at most a minute later.
			void rememberVault();
			return answer;
		}
	};

	async function handle<Name extends Operation>(
		operation: Name,
		request: Request<Name>,
		signal?: AbortSignal
	): Promise<Response<Name>> {
		assertRequest(operation, request);
		if (!needsNoRecords.has(operation)) await openRecords();
		try {
			const asked = signal ? { ...context, pause: () => pause(signal) } : context;
			const response = await operations[operation](asked, request);
			if (opensVault(operation)) await rememberVault();
			return response;
		} catch (error) {
			const refusal = asKmsError(error);
			if (refusal) await logRefusal(context, operation, request, refusal);
			throw error;
		}
	}

	/** An unlock is answered before they are open. */
	async function openRecords(): Promise<void> {
		const vault = session?.vault;
		if (!vault?.hasSealedRecords) return;
		await vault.openRecords();
		if (vault.damage.length > 0) emit({ type: 'changed' });
	}

	async function sweep(): Promise<{ nextDeadline: number | null }> {
		await openRecords();
		if (!session?.vault || session.vault.damage.length > 0) {
			await store.eraseDue(clock.now());
			return { nextDeadline: null };
		}
		await logUnlock(context);
		await sweepUnlocked(context);
		await rememberVault();
		return { nextDeadline: await context.read(nextDeadline) };
	}

	return { handle, sweep, lock };
}

/** What can be answered while records are still sealed. */
const needsNoRecords: ReadonlySet<Operation> = new Set([
	...['UnlockVault', 'OpenVaultFile', 'CreateVault'],
	...['GetVaultStatus', 'DescribeVault', 'LockVault']
] as const);

/** A task later, so that a message that gives the operation up is heard first. */
async function pause(signal?: AbortSignal): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve));
	if (signal?.aborted) throw new KmsError('Cancelled', {});
}
