import { KmsError } from '#lib/domain/errors.ts';
import type { PracticeApi, PracticeTask } from '#lib/service/worker/answer-practice.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Handle, Request, Response, VaultEvent } from '#lib/service/api.ts';
import { secretsOfRequest } from '#lib/service/worker/secret-buffers.ts';
import {
	fromErrorValue,
	type PageMessage,
	type WorkerMessage
} from '#lib/service/worker/worker-protocol.ts';

/** A worker that is busy this long when asked to lock is ended without an answer. */
const lockPatienceMs = 2000;

/** The part of a `Worker` that is used. */
export type VaultWorker = Pick<
	Worker,
	'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'
>;

/** Where a vault lies that this page keeps. */
export interface VaultKeptByPage {
	/** gives each worker its line to it */
	connect: () => MessagePort;
}

/** Where a vault lies in IndexedDB, with others beside it. */
export interface VaultAmongOthers {
	/** for the next worker that starts */
	readonly number: number;
	/** Locks the others in the tabs that have them open, whose pages are not loaded anew. */
	lockOthers: () => void;
}

interface PendingCall {
	resolve: (response: unknown) => void;
	reject: (error: KmsError) => void;
}

/** The page's end of the line to the vault worker. It starts a worker when there is something to ask. */
export class VaultClient {
	#worker: VaultWorker | undefined;
	/** whether the worker has ever said anything */
	#runs = false;
	#lastId = 0;
	readonly #start: () => VaultWorker;
	readonly #lockOtherTabs: (staying: boolean) => void;
	readonly #kept: VaultKeptByPage | undefined;
	readonly #among: VaultAmongOthers | undefined;
	#clockOffsetMs = 0;
	readonly #pending = new Map<number, PendingCall>();
	readonly #listeners = new Set<(event: VaultEvent) => void>();

	/**
	 * @param lockOtherTabs - tells them when the worker cannot: one that is busy deriving a key hears nothing
	 * @param kept - a vault that this page keeps; left out, it is in IndexedDB
	 * @param among - which of those in IndexedDB it is; default: the first
	 */
	constructor(
		start: () => VaultWorker,
		lockOtherTabs: (staying: boolean) => void = () => undefined,
		kept?: VaultKeptByPage,
		among?: VaultAmongOthers
	) {
		this.#start = start;
		this.#lockOtherTabs = lockOtherTabs;
		this.#kept = kept;
		this.#among = among;
	}

	/** Asks for one operation. Secret bytes that fill their buffer are moved: the caller's view is empty afterwards. */
	readonly handle: Handle = <Name extends Operation>(
		operation: Name,
		request: Request<Name>,
		signal?: AbortSignal
	) =>
		this.#ask<Response<Name>>((id) => {
			this.#post({ id, operation, request }, secretBuffers(operation, request));
			const giveUp = () => {
				if (this.#pending.has(id)) this.#post({ cancel: id });
			};
			signal?.addEventListener('abort', giveUp, { once: true });
		});

	/** Asks a practice worker for a task that the engine doesn't have (answer-practice.ts). */
	practise<Task extends PracticeTask>(
		practice: Task,
		request: PracticeApi[Task]['request']
	): Promise<PracticeApi[Task]['response']> {
		return this.#ask((id) => this.#post({ id, practice, request }));
	}

	/** @returns the function that ends the subscription */
	subscribe(listener: (event: VaultEvent) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Has everyone who listens here hear of something. */
	say(event: VaultEvent): void {
		for (const listener of [...this.#listeners]) listener(event);
	}

	/** Tells the other tabs that the user is active here. */
	reportActivity(): void {
		if (this.#worker) this.#post({ activity: true });
	}

	/** Has what is due erased now. */
	sweep(): void {
		if (this.#worker) this.#post({ sweep: true });
	}

	/** Sets the clock of a practice vault this far ahead of the machine's; what is due by then is erased now. */
	setClockOffset(offsetMs: number): void {
		this.#clockOffsetMs = offsetMs;
		if (this.#worker) this.#post({ clockOffsetMs: offsetMs });
	}

	/**
	 * Locks the vault in every tab. The worker, and all that it held, is gone afterwards.
	 *
	 * @param staying - the vaults of all other tabs are locked as well, and their pages are not loaded anew
	 */
	async lock(staying = false): Promise<void> {
		const answered = !this.#worker || (await this.#lockWorker(staying));
		this.close();
		if (!answered) this.#lockOtherTabs(staying);
		if (staying) this.#among?.lockOthers();
	}

	/** @returns whether it has answered, and so told the other tabs */
	#lockWorker(staying: boolean): Promise<boolean> {
		const patience = new Promise<false>((resolve) =>
			setTimeout(() => resolve(false), lockPatienceMs)
		);
		const locked = this.#ask((id) =>
			this.#post({ id, operation: 'LockVault', request: {}, staying })
		).then(
			() => true,
			() => false
		);
		return Promise.race([locked, patience]);
	}

	/** Ends the worker. What it was asked and has not answered is refused with `VaultLocked`. */
	close(): void {
		this.#end(new KmsError('VaultLocked', {}));
	}

	/** @param post - sends the question under its id, by which it is answered */
	#ask<Answer>(post: (id: number) => void): Promise<Answer> {
		return new Promise((resolve, reject) => {
			const id = ++this.#lastId;
			this.#pending.set(id, { resolve: resolve as PendingCall['resolve'], reject });
			try {
				post(id);
			} catch (error) {
				this.#pending.delete(id);
				throw error;
			}
		});
	}

	#post(message: PageMessage, transfer: Transferable[] = []): void {
		this.#worker ??= this.#started();
		this.#worker.postMessage(message, transfer);
	}

	#started(): VaultWorker {
		const worker = this.#start();
		this.#runs = false;
		worker.addEventListener('message', this.#receive);
		worker.addEventListener('error', this.#fail);
		worker.addEventListener('messageerror', this.#fail);
		const store = this.#kept?.connect();
		const start = { ...(store && { store }), ...(this.#among && { vault: this.#among.number }) };
		const message: PageMessage = { start };
		worker.postMessage(message, store ? [store] : []);
		if (this.#clockOffsetMs !== 0) worker.postMessage({ clockOffsetMs: this.#clockOffsetMs });
		return worker;
	}

	readonly #receive = ({ data }: MessageEvent<WorkerMessage>) => {
		this.#runs = true;
		if ('event' in data) {
			if (data.event.type === 'locked') this.close();
			this.say(data.event);
			return;
		}
		const call = this.#pending.get(data.id);
		this.#pending.delete(data.id);
		if ('error' in data) call?.reject(fromErrorValue(data.error));
		else call?.resolve(data.response);
	};

	/**
	 * A worker that broke down holds nothing any more: the vault is locked, and the next call starts afresh. One that
	 * never ran held nothing, and whoever hears of a lock would only start the next one that does not run.
	 */
	readonly #fail = () => {
		this.#end(new KmsError('InternalError', {}));
		if (this.#runs) this.say({ type: 'locked', reason: 'WORKER_FAILED' });
	};

	#end(reason: KmsError): void {
		this.#worker?.removeEventListener('message', this.#receive);
		this.#worker?.removeEventListener('error', this.#fail);
		this.#worker?.removeEventListener('messageerror', this.#fail);
		this.#worker?.terminate();
		this.#worker = undefined;
		const calls = [...this.#pending.values()];
		this.#pending.clear();
		for (const call of calls) call.reject(reason);
	}
}

function secretBuffers(operation: Operation, request: object): Transferable[] {
	return secretsOfRequest(operation, request).flatMap(({ buffer, byteLength }) =>
		buffer instanceof ArrayBuffer && byteLength === buffer.byteLength ? [buffer] : []
	);
}
