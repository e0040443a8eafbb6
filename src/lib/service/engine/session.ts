import { equalBytes } from '#lib/domain/bytes.ts';
import { vaultTime } from '#lib/domain/vault/clock.ts';
import { KmsError, asKmsError, isKmsError } from '#lib/domain/errors.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { Clock, Moment } from './context.ts';
import { loadLater, unreadableVault } from './load.ts';
import type { OpenVault } from './open-vault.ts';

/** So often entries may be gone while they are being read. */
const attempts = 5;

/** What a session works with. */
export interface SessionEnvironment {
	store: VaultStore;
	clock: Clock;
	/** called once the session has closed itself because the vault at rest is no longer whole */
	onDamage: () => void;
}

/**
 * An unlocked vault from unlock to lock. It has the vault from the start, and reads it again when another tab has
 * changed it. `close` drops the vault with its keys, for good: the next unlock makes another session. No key can be
 * overwritten with zeros, since WebCrypto holds them all; ending the worker ends them.
 */
export class Session {
	readonly #environment: SessionEnvironment;
	/** undefined once closed */
	#vault: OpenVault | undefined;
	/** the epoch at which it was unlocked */
	readonly #sinceEpoch: number;
	/** a time and the running time then: the clock may not fall behind what has run since */
	#start: { now: EpochMillis; uptime: number };

	constructor(vault: OpenVault, environment: SessionEnvironment) {
		this.#environment = environment;
		this.#vault = vault;
		this.#sinceEpoch = vault.epoch;
		this.#start = this.#startAt(environment.clock.now());
	}

	/** The vault as it was last read; undefined once the session is closed. */
	get vault(): OpenVault | undefined {
		return this.#vault;
	}

	/** Drops the keys at once. What is running is refused with `VaultLocked`. */
	close(): void {
		this.#vault = undefined;
	}

	/** @throws {@link KmsError} `VaultLocked` once the session is closed */
	assertOpen(): OpenVault {
		if (!this.#vault) throw new KmsError('VaultLocked', {});
		return this.#vault;
	}

	/** Lets `decide` look at the vault as it is now. Nothing comes out when it is locked meanwhile. */
	async read<Answer>(decide: (moment: Moment) => Answer | Promise<Answer>): Promise<Answer> {
		const answer = await this.decideOn(await this.freshMoment(), (moment) =>
			this.#steadily(moment, decide)
		);
		this.assertOpen();
		return answer;
	}

	/** Reads again where entries are gone because a compaction has put others in their place since. */
	async #steadily<Answer>(
		moment: Moment,
		decide: (moment: Moment) => Answer | Promise<Answer>,
		attempt = 1
	): Promise<Answer> {
		try {
			return await decide(moment);
		} catch (error) {
			if (attempt === attempts || !isKmsError(error, 'VaultDamaged')) throw error;
			if (Object.is(await this.#environment.store.readEpoch(), moment.epoch)) throw error;
			return this.#steadily(await this.freshMoment(), decide, attempt + 1);
		}
	}

	/** The vault as it is at rest now, read again if another tab has changed it. */
	async freshMoment(): Promise<Moment> {
		const before = this.assertOpen();
		const epoch = await this.#closeIfDamaged(() => this.#environment.store.readEpoch());
		if (!Object.is(epoch, before.epoch)) await this.#closeIfDamaged(() => this.#reload(before));
		return this.momentOf(this.assertOpen());
	}

	/**
	 * The vault as this tab knows it, without a look at the vault at rest: enough for what is then committed, since a
	 * commit compares the epochs.
	 */
	knownMoment(): Moment {
		return this.momentOf(this.assertOpen());
	}

	/** @returns the vault with the time it has now: never behind what it has seen, nor behind what has run since */
	momentOf(vault: OpenVault): Moment {
		const { clock } = this.#environment;
		const uptime = clock.uptime();
		// Running time has fractions of a millisecond; times have none.
		const leastNow = this.#start.now + Math.floor(uptime - this.#start.uptime);
		const time = vaultTime(clock.now(), Math.max(vault.head.highestTimeSeen, leastNow));
		const { epoch } = vault;
		return { vault, epoch, time, now: time.now, uptime, unlockedAt: this.#sinceEpoch };
	}

	/** Running time counts from here: a person has accepted this time. */
	setTime(now: EpochMillis): void {
		this.#start = this.#startAt(now);
	}

	/** Runs `decide`, which may find damage. In quarantine damage is nothing new. */
	decideOn<Made>(moment: Moment, decide: (moment: Moment) => Made | Promise<Made>): Promise<Made> {
		return moment.vault.damage.length > 0
			? Promise.resolve(moment).then(decide)
			: this.#closeIfDamaged(() => decide(moment));
	}

	/**
	 * As {@link decideOn}, for what is then committed. A refusal isn't, so that the epochs are compared here.
	 *
	 * @throws {@link KmsError} `Conflict` for a refusal by a vault that another tab has changed since
	 */
	decideToWrite<Made>(
		moment: Moment,
		decide: (moment: Moment) => Made | Promise<Made>
	): Promise<Made> {
		return this.decideOn(moment, async () => {
			try {
				return await decide(moment);
			} catch (error) {
				const epoch = await this.#environment.store.readEpoch();
				throw Object.is(epoch, moment.epoch) ? error : new KmsError('Conflict', {});
			}
		});
	}

	/**
	 * Runs what looks at the vault at rest. When that turns out not to be what was unlocked, the keys go: who unlocks
	 * again is told what is wrong, and only then can take out what still verifies.
	 */
	async #closeIfDamaged<Result>(look: () => Result | Promise<Result>): Promise<Result> {
		try {
			return await look();
		} catch (error) {
			const code = asKmsError(error)?.code;
			if (this.#vault && (code === 'VaultDamaged' || code === 'VaultNotFound')) {
				this.close();
				this.#environment.onDamage();
			}
			throw error;
		}
	}

	/** @throws KmsError `VaultDamaged` for what was whole at unlock, and for any change of what was not */
	async #reload(vault: OpenVault): Promise<void> {
		if (vault.damage.length > 0) throw new KmsError('VaultDamaged', { damage: vault.damage });
		const { store, clock } = this.#environment;
		const { epoch } = vault;
		await vault.openRecords();
		const snapshot = await store.readSnapshot(epoch);
		if (!snapshot) throw new KmsError('VaultNotFound', {});
		if (!equalBytes(snapshot.vaultId, vault.vaultId)) {
			// Another tab has opened another vault's file.
			this.close();
			throw new KmsError('VaultLocked', {});
		}
		// Another operation of this tab can have been first; its reading is as good.
		if (vault.epoch !== epoch) return;
		const { highestTimeSeen } = vault.head;
		await loadLater(vault, snapshot, clock.now()).catch((error: unknown) => {
			throw asKmsError(error) ?? unreadableVault();
		});
		// A person in another tab has set it back.
		if (vault.head.highestTimeSeen < highestTimeSeen) this.setTime(vault.head.highestTimeSeen);
	}

	#startAt(now: EpochMillis): { now: EpochMillis; uptime: number } {
		return { now, uptime: this.#environment.clock.uptime() };
	}
}
