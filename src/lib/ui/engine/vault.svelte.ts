import { createContext, tick, untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import { normalizedPassphrase } from '#lib/domain/vault/slot.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Handle, Request, Response, VaultEvent } from '#lib/service/api.ts';
import type { VaultDescription } from '#lib/service/api/vault.ts';
import type { ReadBytes, ReadingClient } from './reading-client.ts';
import type { VaultClient } from './vault-client.ts';
import { whenIdle } from '../platform/when-idle.ts';

/** Where the vault stands, as far as this page knows. */
export type VaultPhase = 'STARTING' | 'UNAVAILABLE' | 'NO_VAULT' | 'LOCKED' | 'UNLOCKED';
export type LockReason = Extract<VaultEvent, { type: 'locked' }>['reason'];

/** How a page is loaded anew after a lock, so that nothing of the vault stays in its memory. */
interface Leaving {
	losesNothing: () => boolean;
	leave: (reason: LockReason) => void;
	/** why the vault was locked on the page before this one, if that was left so */
	reasonBefore: LockReason | undefined;
}

/** What can be known of the vault without the worker, whose script may still be on its way. */
interface LookAhead {
	/** The browser remembers it: its form can be shown while it is looked for. */
	isExpected: boolean;
	isVaultHere: () => Promise<boolean>;
}

/**
 * The vault as the page sees it: what the engine last said, read again whenever the engine says that it changed.
 * Passphrases are UTF-8 as typed, in buffers of their own, which go on to the worker.
 */
export class VaultState {
	#phase = $state.raw<VaultPhase>('STARTING');
	#description = $state.raw<VaultDescription>();
	#lockReason = $state.raw<LockReason>();
	#startError = $state.raw<KmsError>();
	#passphraseProgress = $state.raw<number>();
	readonly #client: VaultClient;
	readonly #reader: Pick<ReadingClient, 'read' | 'close'>;
	readonly #leaving: Leaving | undefined;
	readonly #ahead: LookAhead | undefined;
	/** The engine has been asked and has answered: the vault can be reached. */
	#engineAnswers = false;
	/** locked, and about to be loaded anew */
	#left = false;
	/** counts the vaults that this page has been about, one after the other: what was asked of one says nothing of the next */
	#turn = 0;
	readonly #lockListeners: (() => void)[] = [];
	readonly #changes = createSubscriber((update) =>
		this.subscribe((event) => {
			if (event.type === 'changed') update();
		})
	);

	constructor(
		client: VaultClient,
		reader: Pick<ReadingClient, 'read' | 'close'>,
		leaving?: Leaving,
		ahead?: LookAhead
	) {
		this.#client = client;
		this.#ahead = ahead;
		if (ahead?.isExpected) this.#phase = 'LOCKED';
		this.#reader = reader;
		this.#leaving = leaving;
		this.#lockReason = leaving?.reasonBefore;
	}

	/** Reads a file beside this page's thread; what is being read when the vault locks is ended. */
	readonly read: ReadBytes = (...file) => this.#reader.read(...file);

	get phase(): VaultPhase {
		return this.#phase;
	}

	/** Only while unlocked. */
	get description(): VaultDescription | undefined {
		return this.#description;
	}

	/** Why the vault is locked; undefined when it has not been open on this page. */
	get lockReason(): LockReason | undefined {
		return this.#lockReason;
	}

	/** Why the vault's storage can't be used, in phase `UNAVAILABLE`. */
	get startError(): KmsError | undefined {
		return this.#startError;
	}

	/** 0 to 1 while a passphrase is worked on. */
	get passphraseProgress(): number | undefined {
		return this.#passphraseProgress;
	}

	/** Called in a template, `$derived` or `$effect`: runs it again at every change of the vault, in any tab. */
	follow(): void {
		this.#changes();
	}

	/** Asks the engine. The answer comes from the engine; what it changed is read again by everyone who shows it. */
	readonly handle: Handle = async <Name extends Operation>(
		operation: Name,
		request: Request<Name>,
		signal?: AbortSignal
	): Promise<Response<Name>> => {
		const turn = this.#turn;
		try {
			return await this.#client.handle(operation, request, signal);
		} catch (error) {
			if (isKmsError(error, 'VaultLocked') && turn === this.#turn) this.#forget();
			throw error;
		}
	};

	/** Follows the engine until the returned function is called. */
	connect(): () => void {
		const unsubscribe = this.#client.subscribe((event) => this.#hear(event));
		// A page that is left may be kept whole, keys and all, for the way back.
		const leave = () => {
			this.#client.close();
			this.#forget();
		};
		const comeBack = ({ persisted }: PageTransitionEvent) => {
			if (persisted) void this.#reread();
		};
		const seeAgain = () => {
			if (document.visibilityState === 'visible') this.#client.sweep();
		};
		document.addEventListener('visibilitychange', seeAgain);
		window.addEventListener('pagehide', leave);
		window.addEventListener('pageshow', comeBack);
		const connected = new AbortController();
		// An effect that connects must not run again whenever the vault changes.
		void untrack(() => this.#begin(connected.signal));
		return () => {
			connected.abort();
			document.removeEventListener('visibilitychange', seeAgain);
			window.removeEventListener('pagehide', leave);
			window.removeEventListener('pageshow', comeBack);
			unsubscribe();
			this.#client.close();
			this.#endBeside();
		};
	}

	/** @returns the function that ends the subscription */
	subscribe(listener: (event: VaultEvent) => void): () => void {
		return this.#client.subscribe(listener);
	}

	/** Calls what works beside the vault at once whenever it is no longer unlocked, or no longer shown. */
	whenLocked(listener: () => void): void {
		this.#lockListeners.push(listener);
	}

	reportActivity(): void {
		this.#client.reportActivity();
	}

	/** @throws KmsError `PassphraseTooShort`, `AlreadyExists`, `QuotaExceeded`, … */
	async create(vaultName: string, passphrase: Bytes): Promise<void> {
		this.#open(
			await this.#withPassphrase(() =>
				this.handle('CreateVault', {
					VaultName: vaultName,
					Passphrase: normalizedPassphrase(passphrase)
				})
			)
		);
	}

	/** @throws KmsError `IncorrectPassphrase`, `VaultDamaged`, … */
	async unlock(passphrase: Bytes): Promise<void> {
		this.#open(
			await this.#withPassphrase(() =>
				this.handle('UnlockVault', { Passphrase: normalizedPassphrase(passphrase) })
			)
		);
	}

	/**
	 * Puts the vault in a vault file in the place of the one that is here, if any, and leaves it unlocked.
	 *
	 * @param replace - whether there may be a vault here
	 * @param newPassphrase - opens it from now on, in place of the one that it had
	 * @param logEntriesHere - how many entries its log had when the user agreed
	 * @throws KmsError `IncorrectPassphrase`, `VaultDamaged`, `AlreadyExists`, …; then nothing has changed
	 */
	async openFile(
		file: Bytes,
		passphrase: Bytes,
		replace: boolean,
		logEntriesHere?: number,
		newPassphrase?: Bytes
	): Promise<void> {
		this.#open(
			await this.#withPassphrase(() =>
				this.handle('OpenVaultFile', {
					File: file,
					Passphrase: normalizedPassphrase(passphrase),
					...(newPassphrase && { NewPassphrase: normalizedPassphrase(newPassphrase) }),
					Replace: replace,
					...(logEntriesHere !== undefined && { LogEntriesHere: logEntriesHere })
				})
			)
		);
	}

	async changePassphrase(current: Bytes, next: Bytes): Promise<void> {
		await this.#withPassphrase(() =>
			this.handle('ChangePassphrase', {
				CurrentPassphrase: normalizedPassphrase(current),
				NewPassphrase: normalizedPassphrase(next)
			})
		);
	}

	async acceptClock(passphrase: Bytes): Promise<void> {
		this.#description = await this.#withPassphrase(() =>
			this.handle('AcceptClock', { Passphrase: normalizedPassphrase(passphrase) })
		);
	}

	/**
	 * Asks for something that needs the passphrase again.
	 *
	 * @param ask - gets it as the engine takes it, and wipes it
	 */
	async withPassphrase<Answer>(
		passphrase: Bytes,
		ask: (Passphrase: Bytes) => Promise<Answer>
	): Promise<Answer> {
		return this.#withPassphrase(() => ask(normalizedPassphrase(passphrase)));
	}

	async update(changes: Request<'UpdateVault'>): Promise<void> {
		this.#description = await this.handle('UpdateVault', changes);
	}

	/**
	 * Locks every tab.
	 *
	 * @param staying - for an update, which goes on in this page: no page is loaded anew by it
	 */
	async lock(reason: LockReason, staying = false): Promise<void> {
		const leave = !staying && this.#beginLeaving();
		// What is shown goes at once, however long the worker takes.
		this.#forget();
		this.#lockReason = reason;
		await this.#client.lock(staying);
		if (leave) this.#leave(reason);
		else this.#relock(reason);
	}

	/**
	 * Turns to another vault of this browser. One that is open is locked in this page only.
	 *
	 * @param exists - whether there is a vault, as far as is known
	 */
	turn(exists: boolean): void {
		if (this.#left) return;
		this.#turn++;
		this.#client.close();
		this.#forget();
		this.#phase = exists ? 'LOCKED' : 'NO_VAULT';
		this.#lockReason = this.#startError = undefined;
		this.#engineAnswers = false;
		// Whoever shows something of the vault here asks anew.
		this.#client.say({ type: 'changed' });
	}

	#hear(event: VaultEvent): void {
		switch (event.type) {
			case 'changed':
				void this.#reread();
				break;
			case 'locked':
				// Before an update a page of this release that is loaded anew would put itself back.
				if (!event.staying && this.#beginLeaving()) {
					this.#forget();
					this.#leave(event.reason);
				} else this.#relock(event.reason);
				break;
			case 'passphraseProgress':
				if (this.#passphraseProgress !== undefined) this.#passphraseProgress = event.fraction;
				break;
			case 'activity':
				break;
		}
	}

	/** @returns whether the page will be loaded anew: it has had the vault open, and loses nothing by it */
	#beginLeaving(): boolean {
		if (this.#left) return false;
		this.#left = this.#phase === 'UNLOCKED' && (this.#leaving?.losesNothing() ?? false);
		return this.#left;
	}

	#leave(reason: LockReason): void {
		// What was shown is taken down first: nothing in it may hold the page back.
		void tick().then(() => this.#leaving?.leave(reason));
	}

	/** What comes first is shown before the worker is there: its script is fetched while a form is being read. */
	async #begin(connected: AbortSignal): Promise<void> {
		if (this.#ahead) {
			await this.#look(this.#ahead);
			await whenIdle();
		}
		if (!connected.aborted) await this.#reread();
	}

	async #look(ahead: LookAhead): Promise<void> {
		const before = this.#phase;
		const turn = this.#turn;
		try {
			const exists = await ahead.isVaultHere();
			if (this.#phase !== before || turn !== this.#turn || this.#left) return;
			this.#phase = exists ? 'LOCKED' : 'NO_VAULT';
		} catch {
			// The engine finds the same, and says what it is.
		}
	}

	async #reread(): Promise<void> {
		if (this.#left) return;
		const before = this.#phase;
		const turn = this.#turn;
		try {
			const { Exists, Unlocked } = await this.#client.handle('GetVaultStatus', {});
			if (turn !== this.#turn) return;
			this.#engineAnswers = true;
			if (Exists && Unlocked) this.#open(await this.#client.handle('DescribeVault', {}));
			// The vault was unlocked while this answer was on its way: the answer is out of date.
			else if (before !== 'UNLOCKED' && this.#phase === 'UNLOCKED') return;
			else {
				this.#description = undefined;
				this.#phase = Exists ? 'LOCKED' : 'NO_VAULT';
			}
		} catch (error) {
			if (turn !== this.#turn) return;
			if (isKmsError(error, 'VaultLocked')) this.#forget();
			else if (!this.#engineAnswers && this.#phase !== 'UNLOCKED' && error instanceof KmsError) {
				this.#startError = error;
				this.#phase = 'UNAVAILABLE';
			}
		}
	}

	#open(description: VaultDescription): void {
		this.#description = description;
		this.#lockReason = undefined;
		this.#phase = 'UNLOCKED';
	}

	/** Asking anew starts a worker, and with it the sweep of the locked vault for as long as this page is open. */
	#relock(reason: LockReason): void {
		this.#forget();
		this.#lockReason = reason;
		void this.#reread();
	}

	#endBeside(): void {
		this.#reader.close();
		for (const listener of this.#lockListeners) listener();
	}

	#forget(): void {
		this.#endBeside();
		this.#description = undefined;
		this.#phase = this.#left ? 'STARTING' : 'LOCKED';
	}

	async #withPassphrase<Answer>(work: () => Promise<Answer>): Promise<Answer> {
		this.#passphraseProgress = 0;
		try {
			return await work();
		} finally {
			this.#passphraseProgress = undefined;
		}
	}
}

/** The one vault of the page, set by the layout. */
export const [getVault, setVault] = createContext<VaultState>();
