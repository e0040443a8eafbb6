import { createContext } from 'svelte';
import {
	checkEveryMs,
	type OfferedRelease,
	type OfflineAnswers,
	type OfflineProgress,
	type OfflineRequest
} from '#lib/service/offline/offline-protocol.ts';
import { hourMs } from '#lib/domain/time.ts';
import { clock } from '../engine/clock.svelte.ts';
import { edition } from '../platform/edition.ts';
import { afterTakeover, copyAfter, type OfflineCopy, type OfflineCopyEvent } from './copy.ts';
import {
	askWorker,
	nameOf,
	ownWorker,
	register,
	releaseId,
	replaceWorker,
	wakeToSweep,
	whenActive,
	workerOf
} from './registration.ts';
import { watchTouch, type Touch } from './touch.ts';
import { afterEvent, type Update, type UpdateEvent } from './update.ts';
import { keepPreference, readPreference } from '../platform/preferences.ts';
import { leaveMark, takeMark } from '../platform/reload-mark.ts';
import { whenIdle } from '../platform/when-idle.ts';

/** Whether the copy that a page has come past could serve it. */
export type Bypass = 'COPY_IN_USE' | 'COPY_LOST';

/**
 * The copy of the app that this browser keeps for use without a network, and its updates, which the user has to agree to.
 */
export class OfflineState {
	#copy = $state.raw<OfflineCopy>({ state: 'NONE', reason: 'NOT_SUPPORTED' });
	#update = $state.raw<Update>({ state: 'IDLE' });
	#alarm = $state(false);
	#bypassed = $state<Bypass>();
	#news = $state<'READY' | 'UPDATED'>();
	#dailyCheck = $state(false);
	#worker: ServiceWorker | undefined;
	#controlled = false;
	#firstVisit = false;
	#touch: Touch | undefined;
	#loadedBefore = $state(false);
	#offered: OfferedRelease | undefined;
	readonly #lock: () => Promise<void>;
	readonly #holdsSomething: () => boolean;

	/**
	 * @param lock - locks the vault, in every tab
	 * @param holdsSomething - whether a reload would lose anything: an open vault, or a practice
	 */
	constructor(lock: () => Promise<void>, holdsSomething: () => boolean) {
		this.#lock = lock;
		this.#holdsSomething = holdsSomething;
	}

	/**
	 * This page was loaded before the service worker took over, and could not be loaded anew by itself. It lacks what
	 * the service worker adds to the policy: navigation and WebRTC are not forbidden here.
	 */
	get loadedBefore(): boolean {
		return this.#loadedBefore;
	}

	get copy(): OfflineCopy {
		return this.#copy;
	}

	get update(): Update {
		return this.#update;
	}

	/** Files of the app were changed without the user's consent. The alarm stays until it is dismissed, over reloads too. */
	get alarm(): boolean {
		return this.#alarm;
	}

	/** This page came from the network instead of the offline copy, and is another version. */
	get bypassed(): Bypass | undefined {
		return this.#bypassed;
	}

	/** The user agrees to this version, which came from the network because the copy is lost. */
	async useThisVersion(): Promise<void> {
		keepPreference('airlock-approved-worker', ownWorker());
		await replaceWorker(ownWorker(), () => undefined);
	}

	/** To be said once: from now on the app works offline; or, in every tab, it has just been updated. */
	get news(): 'READY' | 'UPDATED' | undefined {
		return this.#news;
	}

	forgetNews(): void {
		this.#news = undefined;
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
		if (edition.offlineCopy) this.#noticeUpdate();
		if (!edition.offlineCopy) this.#copyMeets({ type: 'NOT_IN_EDITION' });
		else if (releaseId() !== '' && 'serviceWorker' in navigator)
			void this.#start().catch(() => this.#copyMeets({ type: 'FAILED' }));
	}

	dismissAlarm(): void {
		this.#alarm = false;
		keepPreference('airlock-alarm', '');
	}

	/** Asks the place that the app came from for a newer release. */
	async check(): Promise<void> {
		if (!this.#happens({ type: 'CHECK' })) return;
		const answer = await this.#ask({ type: 'CHECK' });
		if ('failure' in answer) this.#happens({ type: 'FAILED', why: answer.failure });
		else if (answer.offered === null) this.#happens({ type: 'NOTHING_NEWER', at: clock.now() });
		else {
			this.#offered = answer.offered;
			this.#happens({ type: 'OFFERED', release: answer.offered });
		}
	}

	/**
	 * The person agrees to the release that was found: its files are fetched and checked, the vault is locked, and only
	 * then its service worker is registered. All tabs reload once it has taken over.
	 */
	async approve(): Promise<void> {
		const release = this.#offered;
		if (!release || !this.#happens({ type: 'AGREED' })) return;
		const { buildId } = release;
		// The worker fetches only what it has found itself, and the browser may have ended it since.
		const found = await this.#ask({ type: 'CHECK' });
		const answer = 'failure' in found ? found : await this.#ask({ type: 'FETCH', buildId });
		if ('failure' in answer) {
			this.#happens({ type: 'FAILED', why: answer.failure });
			return;
		}
		await this.#lock();
		keepPreference('airlock-approved-worker', release.worker);
		await replaceWorker(release.worker, (why) => this.#happens({ type: 'FAILED', why }));
	}

	async #start(): Promise<void> {
		this.#copyMeets({ type: 'LOOKED_FOR' });
		const { serviceWorker } = navigator;
		serviceWorker.addEventListener('message', this.#hear);
		serviceWorker.addEventListener('controllerchange', () => void this.#meetController());
		const before = await serviceWorker.getRegistration();
		if (before?.active) {
			await whenActive(before); // at a first visit it takes over in a moment
			// This page came from the network although there is a copy. Of the same release it may have been on its way
			// while the copy became ready.
			if (nameOf(before.active) !== ownWorker()) {
				await this.#meetBypass(before.active);
				return;
			}
			this.#follow(before);
		} else this.#copyMeets({ type: 'BEGUN' });
		const registration = await register(ownWorker());
		if (!before?.active) this.#follow(registration);
		this.#worker = await whenActive(registration);
		await this.#complete(registration, !before?.active || this.#firstVisit);
	}

	/** If the copy can still be used, the user can reload; if not, agree to this version. */
	async #meetBypass(worker: ServiceWorker): Promise<void> {
		this.#bypassed = 'COPY_IN_USE';
		this.#copyMeets({ type: 'FAILED' });
		await this.#lock();
		this.#worker = worker;
		if ('failure' in (await this.#ask({ type: 'STATUS' }))) this.#bypassed = 'COPY_LOST';
	}

	#follow(registration: ServiceWorkerRegistration): void {
		registration.addEventListener('updatefound', () => {
			if (registration.active) this.#watch(registration.installing);
		});
		if (!registration.active) return;
		this.#watch(registration.installing);
		this.#watch(registration.waiting);
	}

	async #complete(registration: ServiceWorkerRegistration, firstTime: boolean): Promise<void> {
		await whenIdle(); // the service worker hashes all files, which a page that is starting would wait for
		const answer = await this.#ask({ type: 'STATUS' });
		if ('failure' in answer) {
			this.#copyMeets({ type: 'FAILED' });
			return;
		}
		this.#copyMeets({ type: 'FOUND_WHOLE', files: answer.files });
		if (firstTime) this.#news = 'READY';
		void this.#ask({ type: 'SWEEP' });
		void wakeToSweep(registration);
		await this.#checkDaily();
		setInterval(() => void this.#checkDaily(), hourMs);
	}

	/** Why this tab has loaded the page anew, if it has. */
	#noticeUpdate(): void {
		this.#controlled = 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;
		this.#firstVisit = takeMark('airlock-first-visit') !== undefined;
		this.#touch = watchTouch();
		if (takeMark('airlock-updated') !== undefined) this.#news = 'UPDATED';
	}

	/** @returns whether it could happen now */
	#happens(event: UpdateEvent): boolean {
		const next = afterEvent(this.#update, event);
		if (next) this.#update = next;
		return next !== undefined;
	}

	#copyMeets(event: OfflineCopyEvent): void {
		this.#copy = copyAfter(this.#copy, event);
	}

	async #checkDaily(): Promise<void> {
		const last = Number(readPreference('airlock-daily-check'));
		if (!this.#dailyCheck || clock.now() - last < checkEveryMs) return;
		await this.check();
		// A day on which nobody answered is not over.
		if (this.#update.state !== 'FAILED') keepPreference('airlock-daily-check', String(clock.now()));
	}

	/**
	 * The bytes behind a worker's address never change, and another address is registered only after the user has agreed. So a
	 * worker that comes by itself is a change that the user has not agreed to.
	 */
	#watch(worker: ServiceWorker | null): void {
		if (!worker) return;
		const name = nameOf(worker);
		if (name !== ownWorker() && name === readPreference('airlock-approved-worker')) return;
		this.#raiseAlarm();
	}

	#raiseAlarm(): void {
		this.#alarm = true;
		keepPreference('airlock-alarm', '1');
		void this.#lock();
	}

	/** A service worker has taken over. */
	async #meetController(): Promise<void> {
		const { controller } = navigator.serviceWorker;
		const controlledBefore = this.#controlled;
		this.#controlled = true;
		if (!controller) return;
		const result = afterTakeover({
			isOwn: nameOf(controller) === ownWorker(),
			controlledBefore,
			bypassed: this.#bypassed !== undefined,
			mustStay: this.#firstVisit || this.#touch?.happened === true || this.#holdsSomething()
		});
		if (result === 'ALARM') this.#raiseAlarm();
		if (result === 'STAY') this.#loadedBefore = true;
		if (result === 'ALARM' || result === 'STAY') return;
		if (result === 'LOAD_UPDATE') {
			await this.#lock();
			leaveMark('airlock-updated');
		}
		if (result === 'LOAD_UNDER_CONTROL') leaveMark('airlock-first-visit');
		location.reload();
	}

	readonly #hear = ({ data }: MessageEvent<OfflineProgress>) => {
		const { releaseId: id, done, total } = data;
		if (this.#update.state === 'FETCHING' && this.#offered?.worker === workerOf(id))
			this.#happens({ type: 'PROGRESS', done, total });
		else if (id === releaseId()) this.#copyMeets({ type: 'PROGRESS', done, total });
	};

	#ask<Type extends OfflineRequest['type']>(
		request: Extract<OfflineRequest, { type: Type }>
	): Promise<OfflineAnswers[Type]> {
		if (!this.#worker) throw new Error('there is no service worker');
		return askWorker(this.#worker, request) as Promise<OfflineAnswers[Type]>;
	}
}

/** The offline copy, set by the layout. */
export const [getOffline, setOffline] = createContext<OfflineState>();
