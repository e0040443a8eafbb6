/** A vault store that lives on the other side of a MessagePort. */
import {
	KmsError,
	asKmsError,
	type KmsErrorCode,
	type KmsErrorDetails
} from '#lib/domain/errors.ts';
import { plainCopy } from './plain-copy.ts';
import { createQueue } from './queue.ts';
import type { SeenStore } from './seen-store.ts';
import type { VaultStore } from './vault-store.ts';

/** What crosses the port. The lock does not: it would outlive a worker that is ended while it holds it. */
type RemoteMethods = SeenStore &
	Pick<
		VaultStore,
		'readEpoch' | 'readSnapshot' | 'readEntries' | 'commit' | 'replace' | 'delete' | 'eraseDue'
	>;
type Method = keyof RemoteMethods;

interface Call {
	id: number;
	method: Method;
	parameters: unknown[];
}

type Answer = { id: number } & ({ result: unknown } | { refusal: Refusal } | { error: unknown });

/** A KmsError as a plain value; a clone would lose its class. A native error keeps its own. */
interface Refusal {
	code: KmsErrorCode;
	details: KmsErrorDetails[KmsErrorCode];
}

/** Answers calls that come through `port`, for as long as it is open. Each is whole: a caller that dies leaves nothing held. */
export function serveStore(store: VaultStore & SeenStore, port: MessagePort): void {
	const methods: RemoteMethods = store;
	const answer = async ({ id, method, parameters }: Call): Promise<Answer> => {
		try {
			const run = methods[method] as (...parameters: unknown[]) => Promise<unknown>;
			return { id, result: await run(...parameters) };
		} catch (error) {
			const refusal = asKmsError(error);
			return refusal
				? { id, refusal: { code: refusal.code, details: refusal.details } }
				: { id, error };
		}
	};
	port.addEventListener('message', ({ data }: MessageEvent<Call>) => {
		void answer(data).then((message) => port.postMessage(message));
	});
	port.start();
}

interface Waiting {
	resolve: (result: never) => void;
	reject: (error: unknown) => void;
}

/**
 * The store that is served at the other end of `port`. `exclusively` orders what this one connection does; of two
 * connections only the epoch tells which was first. The line stays open for as long as its thread lives.
 */
export function connectStore(port: MessagePort): VaultStore & SeenStore {
	const waiting = new Map<number, Waiting>();
	let lastId = 0;

	port.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
		const call = waiting.get(data.id);
		waiting.delete(data.id);
		if ('refusal' in data) call?.reject(new KmsError(data.refusal.code, data.refusal.details));
		else if ('error' in data) call?.reject(data.error);
		else call?.resolve(data.result as never);
	});
	port.start();

	function call<Name extends Method>(
		method: Name,
		...parameters: Parameters<RemoteMethods[Name]>
	): Promise<Awaited<ReturnType<RemoteMethods[Name]>>> {
		return new Promise((resolve, reject) => {
			const message: Call = { id: ++lastId, method, parameters: plainCopy(parameters) };
			port.postMessage(message);
			waiting.set(message.id, { resolve, reject });
		});
	}

	return {
		readEpoch: () => call('readEpoch'),
		readSnapshot: (after) => call('readSnapshot', after),
		readEntries: (epochs) => call('readEntries', epochs),
		commit: (commit) => call('commit', commit),
		replace: (snapshot, expectedEpoch) => call('replace', snapshot, expectedEpoch),
		delete: (expectedEpoch) => call('delete', expectedEpoch),
		eraseDue: (now) => call('eraseDue', now),
		readSeen: () => call('readSeen'),
		writeSeen: (seen) => call('writeSeen', seen),
		exclusively: createQueue(),
		close: () => undefined
	};
}
