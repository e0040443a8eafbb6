import { createKms, type Kms } from '#lib/service/engine/kms.ts';
import {
	toErrorValue,
	type CallMessage,
	type PageMessage,
	type WorkerMessage
} from '#lib/service/worker/worker-protocol.ts';
import type { SizeLimits } from '#lib/service/engine/vault-size.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { VaultWorker } from '#lib/ui/engine/vault-client.ts';
import { cheapPassphrase } from '../vault.ts';

const clock = { now: () => Date.now(), uptime: () => performance.now() };

/** The engine over a store, with the clock of the page and the least that a passphrase may cost. */
export function createEngine(
	store: VaultStore,
	emit: Parameters<typeof createKms>[0]['emit'] = () => undefined,
	now = clock.now,
	sizeLimits?: SizeLimits
): Kms {
	const small = sizeLimits && { sizeLimits };
	return createKms({
		...{ store, clock: { ...clock, now }, passphraseCost: cheapPassphrase, emit },
		...small
	});
}

/**
 * The vault worker's part, played by the real engine in the page: a test needs no second thread.
 *
 * @param options - faults: an event `error` there is one of the worker
 */
export function startEngineInPage(
	store: VaultStore,
	{ sizeLimits, faults }: { sizeLimits?: SizeLimits; faults?: EventTarget } = {}
): VaultWorker {
	const target = new EventTarget();
	let ended = false;
	const post = (data: WorkerMessage) => {
		if (!ended) target.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }));
	};
	faults?.addEventListener('error', () => target.dispatchEvent(new Event('error')));
	const kms = createEngine(store, (event) => post({ event }), clock.now, sizeLimits);
	// As in the worker: it begins with it, and one that fails leaves its work to the next.
	const sweep = () => kms.sweep().catch(() => undefined);
	const swept = sweep();
	const answer = async ({ id, operation, request }: CallMessage) => {
		try {
			await swept;
			post({ id, response: await kms.handle(operation, request as never) });
		} catch (error) {
			post({ id, error: toErrorValue(error) });
		}
	};
	return {
		postMessage(message: PageMessage, transfer: StructuredSerializeOptions | Transferable[] = []) {
			const moved = structuredClone(message, Array.isArray(transfer) ? { transfer } : transfer);
			if ('operation' in moved) void answer(moved);
			else if ('sweep' in moved) void sweep();
		},
		addEventListener: target.addEventListener.bind(target) as VaultWorker['addEventListener'],
		removeEventListener: target.removeEventListener.bind(
			target
		) as VaultWorker['removeEventListener'],
		terminate() {
			ended = true;
		}
	};
}
