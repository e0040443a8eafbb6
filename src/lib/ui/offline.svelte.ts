import { createContext } from 'svelte';
import { messageSW, Workbox } from 'workbox-window';
import { buildIdOf, sha256OfFile } from '#lib/service/build-id.ts';
import {
	cacheName,
	checkEveryMs,
	sweepTag,
	type OfferedRelease,
	type OfflineAnswers,
	type OfflineProgress,
	type OfflineRequest,
	type UpdateFailure
} from '#lib/service/offline-protocol.ts';
import { clock } from './clock.svelte.ts';
import { edition } from './edition.ts';
import { keepPreference, readPreference } from './preferences.ts';
import { folder, trustScriptUrl } from './script-url.ts';

export type OfflineCopy =
	| { state: 'NONE'; reason: 'EDITION' | 'NOT_SUPPORTED' | 'FAILED' }
	| { state: 'PREPARING'; done: number; total: number }
	| { state: 'COMPLETE'; files: number };

/** A release that a person may agree to. */
export type Release = Pick<OfferedRelease, 'version' | 'buildId' | 'changes'>;

export type Update =
	| { state: 'IDLE' }
	| { state: 'CHECKING' }
	| { state: 'CURRENT'; at: number }
	| { state: 'FOUND'; release: Release }
	| { state: 'FETCHING'; release: Release; done: number; total: number }
	| { state: 'FAILED'; why: UpdateFailure };

interface PeriodicSyncRegistration {
	periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
}

/** How often the browser may wake the service worker for a sweep, at most. */
const sweepEveryMs = 12 * 60 * 60 * 1000;

/**
 * The copy of the app that this browser keeps for use without a network, and its updates: none but on a person's word.
 */
export class OfflineState {
	#copy = $state.raw<OfflineCopy>({ state: 'NONE', reason: 'NOT_SUPPORTED' });
	#update = $state.raw<Update>({ state: 'IDLE' });
	#alarm = $state(false);
	#bypassed = $state(false);
	#readyFirstTime = $state(false);
	#dailyCheck = $state(false);
	#worker: ServiceWorker | undefined;
	#offered: OfferedRelease | undefined;
	readonly #lock: () => Promise<void>;

	/** @param lock - locks the vault, in every tab */
	constructor(lock: () => Promise<void>) {
		this.#lock = lock;
	}

	get copy(): OfflineCopy {
		return this.#copy;
	}

	get update(): Update {
		return this.#update;
	}

	/** Files of the app were changed, and nobody had asked for it. Stays until it is dismissed, over reloads too. */
	get alarm(): boolean {
		return this.#alarm;
	}

	/** This page came past the offline copy and is of another release. */
	get bypassed(): boolean {
		return this.#bypassed;
	}

	/** Becomes true once in a browser's life: from now on the app works offline. */
	get readyFirstTime(): boolean {
		return this.#readyFirstTime;
	}

	get dailyCheck(): boolean {
		return this.#dailyCheck;
	}

	set dailyCheck(wanted: boolean) {
		this.#dailyCheck = wanted;
		keepPreference('airlock-daily-check', wanted ? '0' : '');
		if (wanted) void this.#checkDaily();
	}

	/** Follows the service worker for as long as the page lives. */
	connect(): void {
		this.#alarm = Boolean(readPreference('airlock-alarm'));
		this.#dailyCheck = Boolean(readPreference('airlock-daily-check'));
		if (!edition.offlineCopy) this.#copy = { state: 'NONE', reason: 'EDITION' };
		else if (releaseId() !== '' && 'serviceWorker' in navigator)
			void this.#start().catch(() => this.#fail());
	}

	dismissAlarm(): void {
		this.#alarm = false;
		keepPreference('airlock-alarm', '');
	}

	/** Asks the place that the app came from for a newer release. */
	async check(): Promise<void> {
		if (this.#update.state === 'CHECKING' || this.#update.state === 'FETCHING') return;
		this.#update = { state: 'CHECKING' };
		const answer = await this.#ask({ type: 'CHECK' });
		if ('failure' in answer) this.#update = { state: 'FAILED', why: answer.failure };
		else if (answer.offered === null) this.#update = { state: 'CURRENT', at: clock.now() };
		else {
			this.#offered = answer.offered;
			this.#update = { state: 'FOUND', release: answer.offered };
		}
	}

	/**
	 * The person agrees to the release that was found: its files are fetched and checked, the vault is locked, and only
	 * then its service worker is registered. All tabs reload once it has taken over.
	 */
	async approve(): Promise<void> {
		const release = this.#offered;
		if (!release || this.#update.state !== 'FOUND') return;
		this.#update = { state: 'FETCHING', release, done: 0, total: 1 };
		const answer = await this.#ask({ type: 'FETCH', release });
		if ('failure' in answer) {
			this.#update = { state: 'FAILED', why: answer.failure };
			return;
		}
		await this.#lock();
		keepPreference('airlock-approved-worker', release.worker);
		const next = new Workbox(trustScriptUrl(folder() + release.worker), { updateViaCache: 'all' });
		next.addEventListener('waiting', () => next.messageSkipWaiting());
		next.addEventListener('redundant', () => (this.#update = { state: 'FAILED', why: 'DIFFERS' }));
		await next.register({ immediate: true });
	}

	/** @returns the files that are really running, hashed now; undefined where there is no copy of them */
	async verify(): Promise<
		{ buildId: string; files: { path: string; sha256: string }[] } | undefined
	> {
		if (this.#copy.state !== 'COMPLETE') return undefined;
		const cache = await caches.open(cacheName(folder(), releaseId()));
		const files = await Promise.all(
			(await cache.keys()).map(async (request) => {
				const response = await cache.match(request);
				const bytes = new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
				return { path: request.url.slice(folder().length), sha256: await sha256OfFile(bytes) };
			})
		);
		files.sort((a, b) => (a.path < b.path ? -1 : 1));
		return { buildId: await buildIdOf(files), files };
	}

	async #start(): Promise<void> {
		const { serviceWorker } = navigator;
		const active = (await serviceWorker.getRegistration())?.active;
		if (active && nameOf(active) !== ownWorker()) {
			this.#bypassed = true;
			await this.#lock();
			return;
		}
		if (!active) this.#copy = { state: 'PREPARING', done: 0, total: 0 };
		serviceWorker.addEventListener('message', this.#hear);
		serviceWorker.addEventListener('controllerchange', () => void this.#meetController());
		const workbox = new Workbox(trustScriptUrl(folder() + ownWorker()), { updateViaCache: 'all' });
		const registration = await workbox.register({ immediate: true });
		if (!registration) throw new Error('not registered');
		registration.addEventListener('updatefound', () => {
			if (registration.active) this.#watch(registration.installing);
		});
		this.#watch(registration.waiting);
		this.#worker = await whenActive(registration);
		await this.#complete(registration, !active);
	}

	async #complete(registration: ServiceWorkerRegistration, firstTime: boolean): Promise<void> {
		const { complete, files } = await this.#ask({ type: 'STATUS' });
		if (!complete) {
			this.#fail();
			return;
		}
		this.#copy = { state: 'COMPLETE', files };
		this.#readyFirstTime = firstTime;
		void this.#ask({ type: 'SWEEP' });
		void wakeToSweep(registration);
		await this.#checkDaily();
	}

	#fail(): void {
		this.#copy = { state: 'NONE', reason: 'FAILED' };
	}

	async #checkDaily(): Promise<void> {
		const last = Number(readPreference('airlock-daily-check'));
		if (!this.#dailyCheck || clock.now() - last < checkEveryMs) return;
		keepPreference('airlock-daily-check', String(clock.now()));
		await this.check();
	}

	/**
	 * The bytes behind a worker's address never change, and another address is registered on a person's word only. So a
	 * worker that comes by itself is a change of the app behind the person's back.
	 */
	#watch(worker: ServiceWorker | null): void {
		if (!worker || nameOf(worker) === readPreference('airlock-approved-worker')) return;
		this.#alarm = true;
		keepPreference('airlock-alarm', '1');
		void this.#lock();
	}

	/** Another release has taken over, here or by another tab: this page is of the one before. */
	async #meetController(): Promise<void> {
		const { controller } = navigator.serviceWorker;
		if (!controller || nameOf(controller) === ownWorker()) return;
		await this.#lock();
		location.reload();
	}

	readonly #hear = ({ data }: MessageEvent<OfflineProgress>) => {
		const { releaseId: id, done, total } = data;
		if (this.#update.state === 'FETCHING') this.#update = { ...this.#update, done, total };
		else if (this.#copy.state === 'PREPARING' && id === releaseId())
			this.#copy = { state: 'PREPARING', done, total };
	};

	#ask<Type extends OfflineRequest['type']>(
		request: Extract<OfflineRequest, { type: Type }>
	): Promise<OfflineAnswers[Type]> {
		if (!this.#worker) throw new Error('there is no service worker');
		return messageSW(this.#worker, request) as Promise<OfflineAnswers[Type]>;
	}
}

/** @returns the id of the release that this page belongs to; '' where there is no service worker for it */
function releaseId(): string {
	return document.querySelector<HTMLMetaElement>('meta[name="airlock-release"]')?.content ?? '';
}

const ownWorker = () => `service-worker.${releaseId()}.js`;
const nameOf = ({ scriptURL }: ServiceWorker) => scriptURL.slice(folder().length);

/**
 * Waits for the worker of a registration, whichever page began it.
 *
 * @throws Error when it could not be installed
 */
async function whenActive(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
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

/** Has key material erased at its time while no page is open, where the browser does such a thing. */
async function wakeToSweep(
	registration: ServiceWorkerRegistration & PeriodicSyncRegistration
): Promise<void> {
	try {
		await registration.periodicSync?.register(sweepTag, { minInterval: sweepEveryMs });
	} catch {
		// Not granted; the next page that is opened sweeps.
	}
}

/** The offline copy, set by the layout. */
export const [getOffline, setOffline] = createContext<OfflineState>();
