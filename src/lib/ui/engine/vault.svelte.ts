import { createContext, tick, untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { Bytes } from '#lib/domain/bytes.ts';
import { asKmsError, isKmsError } from '#lib/domain/errors.ts';
import { normalizedPassphrase } from '#lib/domain/vault/slot.ts';
import type { Handle, Request, VaultEvent } from '#lib/service/api.ts';
import type { VaultDescription } from '#lib/service/api/vault.ts';
import type { Leaving } from './leaving.ts';
import type { LookAhead } from './look-ahead.ts';
import type { ReadBytes, ReadingClient } from './reading-client.ts';
import type { VaultClient } from './vault-client.ts';
import { type LockReason, VaultFacts } from './vault-facts.svelte.ts';
import { whenIdle } from '../platform/when-idle.ts';

/**
 * The vault as the page sees it: what the engine last said, read again whenever the engine says that it changed.
 */
export class VaultState extends VaultFacts {
	readonly #client: VaultClient;
	readonly #reader: Pick<ReadingClient, 'read' | 'close'>;
	readonly #ahead: LookAhead | undefined;
	readonly #leaving: Leaving | undefined;
	/** locked, and about to be loaded anew */
	#left = false;
	/** The engine has been asked and has answered: the vault can be reached. */
	#engineAnswers = false;
	/** counts the vaults that this page has been about, one after the other: what was asked of one says nothing of the next */
	#turn = 0;
	readonly #lockListeners: (() => void)[] = [];

	constructor(
		client: VaultClient,
		reader: Pick<ReadingClient, 'read' | 'close'>,
		leaving?: Leaving,
		ahead?: LookAhead
	) {
		super();
		this.#client = client;
		this.#reader = reader;
		this.#leaving = leaving;
		this.#ahead = ahead;
		this.closed(ahead?.isExpected ? 'LOCKED' : 'STARTING', leaving?.reasonBefore);
	}

	/** Reads a file beside this page's thread; what is being read when the vault locks is ended. */
	readonly read: ReadBytes = (...file) => this.#reader.read(...file);

	/** Called in a template, `$derived` or `$effect`: runs it again at every change of the vault, in any tab. */
	readonly follow = createSubscriber((update) =>
		this.subscribe((event) => {
			if (event.type === 'changed') update();
		})
	);

	/** Asks the engine. The answer comes from the engine; what it changed is read again by everyone who shows it. */
	readonly handle: Handle = async (operation, request, signal) => {
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
		const connected = new AbortController();
		const { signal } = connected;
		document.addEventListener('visibilitychange', seeAgain, { signal });
		window.addEventListener('pagehide', leave, { signal });
		window.addEventListener('pageshow', comeBack, { signal });
		// An effect that connects must not run again whenever the vault changes.
		void untrack(() => this.#begin(signal));
		return () => {
			connected.abort();
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
	create(VaultName: string, passphrase: Bytes): Promise<void> {
		return this.#openWith(passphrase, (Passphrase) =>
			this.handle('CreateVault', { VaultName, Passphrase })
		);
	}

	/** @throws KmsError `IncorrectPassphrase`, `VaultDamaged`, … */
	unlock(passphrase: Bytes): Promise<void> {
		return this.#openWith(passphrase, (Passphrase) => this.handle('UnlockVault', { Passphrase }));
	}

	/**
	 * Puts the vault in a vault file in the place of the one that is here, if any, and leaves it unlocked.
	 *
	 * @param replace - whether there may be a vault here
	 * @param newPassphrase - opens it from now on, in place of the one that it had
	 * @param logEntriesHere - how many entries its log had when the user agreed
	 * @throws KmsError `IncorrectPassphrase`, `VaultDamaged`, `AlreadyExists`, …; then nothing has changed
	 */
	openFile(
		file: Bytes,
		passphrase: Bytes,
		replace: boolean,
		logEntriesHere?: number,
		newPassphrase?: Bytes
	): Promise<void> {
		return this.#openWith(passphrase, (Passphrase) =>
			this.handle('OpenVaultFile', {
				File: file,
				Passphrase,
				...(newPassphrase && { NewPassphrase: normalizedPassphrase(newPassphrase) }),
				Replace: replace,
				...(logEntriesHere !== undefined && { LogEntriesHere: logEntriesHere })
			})
		);
	}

	async #openWith(
		passphrase: Bytes,
		ask: (Passphrase: Bytes) => Promise<VaultDescription>
	): Promise<void> {
		this.opened(await this.withPassphrase(passphrase, ask));
	}

	async acceptClock(passphrase: Bytes): Promise<void> {
		this.described(
			await this.withPassphrase(passphrase, (Passphrase) =>
				this.handle('AcceptClock', { Passphrase })
			)
		);
	}

	async update(changes: Request<'UpdateVault'>): Promise<void> {
		this.described(await this.handle('UpdateVault', changes));
	}

	/**
	 * Locks every tab.
	 *
	 * @param staying - for an update, which goes on in this page: no page is loaded anew by it
	 */
	async lock(reason: LockReason, staying = false): Promise<void> {
		const leave = !staying && this.#beginLeaving();
		// What is shown goes at once, however long the worker takes.
		this.#forget(reason);
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
		this.#endBeside();
		this.closed(exists ? 'LOCKED' : 'NO_VAULT', undefined);
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
				this.progressed(event.fraction);
				break;
			case 'activity':
				break;
		}
	}

	/** @returns whether the page will be loaded anew: it has had the vault open, and loses nothing by it */
	#beginLeaving(): boolean {
		if (this.#left) return false;
		this.#left = this.phase === 'UNLOCKED' && (this.#leaving?.losesNothing() ?? false);
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
		const before = this.phase;
		const turn = this.#turn;
		try {
			const exists = await ahead.isVaultHere();
			if (this.phase !== before || turn !== this.#turn || this.#left) return;
			this.found(exists);
		} catch {
			// The engine finds the same, and says what it is.
		}
	}

	async #reread(): Promise<void> {
		if (this.#left) return;
		const before = this.phase;
		const turn = this.#turn;
		try {
			const { Exists, Unlocked } = await this.#client.handle('GetVaultStatus', {});
			if (turn !== this.#turn) return;
			this.#engineAnswers = true;
			if (Exists && Unlocked) this.opened(await this.#client.handle('DescribeVault', {}));
			// If the vault was unlocked while this answer was on its way, the answer is out of date.
			else if (before === 'UNLOCKED' || this.phase !== 'UNLOCKED') this.found(Exists);
		} catch (error) {
			if (turn !== this.#turn) return;
			const refusal = asKmsError(error);
			if (refusal?.code === 'VaultLocked') this.#forget();
			else if (refusal && !this.#engineAnswers && this.phase !== 'UNLOCKED') this.failed(refusal);
		}
	}

	/** Asking anew starts a worker, and with it the sweep of the locked vault for as long as this page is open. */
	#relock(reason: LockReason): void {
		this.#forget(reason);
		void this.#reread();
	}

	#endBeside(): void {
		this.#reader.close();
		for (const listener of this.#lockListeners) listener();
	}

	#forget(reason = this.lockReason): void {
		this.#endBeside();
		this.closed(this.#left ? 'STARTING' : 'LOCKED', reason);
	}
}

/** The one vault of the page, set by the layout. */
export const [getVault, setVault] = createContext<VaultState>();
