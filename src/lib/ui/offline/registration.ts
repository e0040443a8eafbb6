/** Service workers by their release: their names, and how one is registered, replaced and waited for. */
import { hourMs } from '#lib/domain/time.ts';
import { sweepTag, type UpdateFailure } from '#lib/service/offline/offline-protocol.ts';
import { folder, trustScriptUrl } from '../platform/script-url.ts';

interface PeriodicSyncRegistration {
	periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
}

/** How often the browser may wake the service worker for a sweep, at most. */
const sweepEveryMs = 12 * hourMs;

/** @returns the id of the release that this page belongs to; '' where there is no service worker for it */
export function releaseId(): string {
	return document.querySelector<HTMLMetaElement>('meta[name="airlock-release"]')?.content ?? '';
}

/** @returns the name of a release's service worker, within the app's folder */
export const workerOf = (id: string) => `service-worker.${id}.js`;
/** That of this page's release. */
export const ownWorker = () => workerOf(releaseId());
export const nameOf = ({ scriptURL }: ServiceWorker) => scriptURL.slice(folder().length);

/** @throws Error when the browser does not register it */
export function register(name: string): Promise<ServiceWorkerRegistration> {
	const address = trustScriptUrl(folder() + name);
	return navigator.serviceWorker.register(address, { updateViaCache: 'all' });
}

/** Sends a message to a service worker, and ports with it. @returns its answer */
export function askWorker(
	worker: ServiceWorker,
	message: unknown,
	ports: MessagePort[] = []
): Promise<unknown> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => resolve(data);
		worker.postMessage(message, [port2, ...ports]);
	});
}

/** Registers another worker, and has it take over once it is installed. */
export async function replaceWorker(
	name: string,
	onfail: (why: UpdateFailure) => void
): Promise<void> {
	let registration: ServiceWorkerRegistration;
	try {
		registration = await register(name);
	} catch {
		onfail('UNREACHABLE');
		return;
	}
	const next = registration.installing ?? registration.waiting;
	if (!next) return;
	const look = () => {
		if (next.state === 'installed') void askWorker(next, { type: 'SKIP_WAITING' });
		if (next.state === 'redundant') onfail('DIFFERS');
	};
	next.addEventListener('statechange', look);
	look();
}

/**
 * Waits for the worker of a registration, whichever page began it.
 *
 * @throws Error when it could not be installed
 */
export async function whenActive(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
	const worker = registration.active ?? registration.waiting ?? registration.installing;
	if (!worker) throw new Error('not installed');
	await new Promise<void>((resolve, reject) => {
		const look = () => {
			if (worker.state === 'activated') resolve();
			if (worker.state === 'redundant') reject(new Error('not installed'));
		};
		worker.addEventListener('statechange', look);
		look();
	});
	return worker;
}

/** Asks the browser to wake the service worker, which then erases expired key material while no page is open. Few browsers do. */
export async function wakeToSweep(
	registration: ServiceWorkerRegistration & PeriodicSyncRegistration
): Promise<void> {
	try {
		await registration.periodicSync?.register(sweepTag, { minInterval: sweepEveryMs });
	} catch {
		// Not granted; the next page that is opened sweeps.
	}
}
