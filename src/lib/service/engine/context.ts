import type { VaultTime } from '#lib/domain/vault/clock.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { RunArgon2id } from '#lib/crypto/argon2id.ts';
import type { SeenStore } from '#lib/storage/seen-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { Request, Response, VaultEvent } from '../api.ts';
import type { Change } from './change.ts';
import type { OpenVault } from './open-vault.ts';
import type { Position } from './rollback.ts';
import type { SizeLimits } from './vault-size.ts';

/** Any clock: the machine's, or one that a test sets. */
export interface Clock {
	now(): EpochMillis;
	/** milliseconds of running time, which no change of the clock moves */
	uptime(): number;
}

/** The vault at the moment of one operation. */
export interface Moment {
	vault: OpenVault;
	/** the vault's, at that moment */
	epoch: number;
	time: VaultTime;
	/** short for `time.now` */
	now: EpochMillis;
	/** milliseconds of running time since this start of Airlock */
	uptime: number;
	/** the epoch at which the vault was unlocked: what was written by then is of an earlier start */
	unlockedAt: number;
}

/** What an operation has decided. The answer is given once the change is on the disk, from the vault as it is then. */
export interface Decision<Answer> {
	change: Change;
	answer: (after: Moment) => Answer;
	/** plaintext in the answer: wiped when the commit fails, since nobody will get it */
	secrets?: readonly Uint8Array[];
}

/** A decision that adds to the log and changes nothing else. */
export interface LogOnly<Answer> extends Decision<Answer> {
	change: { log: readonly LogDraft[] };
}

/** What an operation works with. */
export interface OperationContext {
	/** Decides on the vault as it is now; nothing is written. */
	read<Answer>(decide: (moment: Moment) => Answer | Promise<Answer>): Promise<Answer>;
	/**
	 * Reads, lets `decide` choose a change, and commits it: all or nothing. `decide` runs again when another tab was
	 * first, so it must not act on anything but the moment it is given.
	 */
	mutate<Answer>(
		decide: (moment: Moment) => Decision<Answer> | Promise<Decision<Answer>>
	): Promise<Answer>;
	/**
	 * As `mutate`, for what only adds to the log. Those that wait at the same time are decided on one moment and share
	 * one commit: none of them changes what another decides on.
	 */
	logOnly<Answer>(
		decide: (moment: Moment) => LogOnly<Answer> | Promise<LogOnly<Answer>>
	): Promise<Answer>;
	/**
	 * Lets messages come in between the steps of what takes long.
	 *
	 * @throws KmsError `Cancelled` when the caller has given it up meanwhile
	 */
	pause(): Promise<void>;
	/** names this start of Airlock, for the sightings of a deletion date */
	startId: string;
	/** cost of scrypt for age files, as a logarithm to the base 2; tests make it cheap */
	ageWorkFactor: number;
}

/** What a vault's life-cycle operations work with besides: they come before there is an open vault, or end it. */
export interface VaultContext extends OperationContext {
	store: VaultStore;
	/** what this browser has seen of vaults, this one or others */
	seen: SeenStore;
	/** Keeps there how far the unlocked vault was seen. @param position - of an older copy, which counts from now on */
	remember(position?: Position): Promise<void>;
	clock: Clock;
	/** Adds one entry to the log, also in quarantine: for what is done there all the same. Nothing else is changed. */
	logAnyway(entry: LogDraft): Promise<void>;
	/** the unlocked vault, if it is */
	current: () => OpenVault | undefined;
	open: (vault: OpenVault) => void;
	lock: () => void;
	emit: (event: VaultEvent) => void;
	/** tells the other tabs that the vault they may have open is no longer the one here */
	lockOtherTabs: () => void;
	/** up to where its file may grow; tests make it small */
	sizeLimits: SizeLimits;
	/** cost of Argon2id for new slots; tests make it cheap */
	passphraseCost: { memoryKiB: number; passes: number; lanes: number };
	runArgon2id: RunArgon2id;
}

/** What does one operation: from its request to its response. */
export type OperationFunction<Name extends Operation, Context = OperationContext> = (
	context: Context,
	request: Request<Name>
) => Promise<Response<Name>>;

/** An answer that needs nothing from the vault after the change. */
export const nothing = () => ({});
