/**
 * The service worker of one release: keeps its files for use without a network, answers every request of its pages
 * from them, and erases what is due. It holds no key. Its address carries the release's id and its bytes never
 * change; another release comes only when the user agrees and a page registers another address.
 */
import { firstLanguage } from '#lib/domain/language.ts';
import { sweepLocked } from '#lib/service/engine/sweep-locked.ts';
import {
	apartSearch,
	isSoundRelease,
	parseOfflineRequest,
	releaseAddress,
	sweepTag,
	workerName,
	type OfferedRelease,
	type OfflineAnswers,
	type OfflineProgress,
	type OfflineRequest,
	type Release
} from '#lib/service/offline/offline-protocol.ts';
import { copyIsLost } from './copy-is-lost.ts';
import { downloadAt, holdDownload, knowsDownload, leaveDownload } from './downloads.ts';
import { FilesAhead } from './files-ahead.ts';
import { apart, withTexts } from './headers.ts';
import { fetchOfferedRelease } from './offered-release.ts';
import { IncompleteRelease, OfflineCopy } from './offline-copy.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by scripts/release.mjs. */
declare const __AIRLOCK_RELEASE__: Release;

interface PeriodicSyncEvent extends ExtendableEvent {
	tag: string;
}

const release = __AIRLOCK_RELEASE__;
const { scope } = self.registration;
const ownScript = `service-worker.${release.id}.js`;
const paths = [...Object.keys(release.files), ownScript];
const copy = new OfflineCopy(scope, release.id);
const ahead = new FilesAhead(file);
const startMs = 1000;

/** Nothing depends on it: what can't be erased now is refused all the same, and erased the next time. */
const sweep = () => sweepLocked(Date.now()).catch(() => []);
/** Once the page that is opened has got what it begins with. */
const sweepLater = () => new Promise((resolve) => setTimeout(resolve, startMs)).then(sweep);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
	event.respondWith(answer(event.request));
	if (event.request.mode === 'navigate') event.waitUntil(sweepLater());
});
self.addEventListener('periodicsync' as keyof ServiceWorkerGlobalScopeEventMap, (event) => {
	const sync = event as PeriodicSyncEvent;
	if (sync.tag === sweepTag) sync.waitUntil(sweep());
});
self.addEventListener('message', (event) => {
	const request = isOwnPage(event.source) ? parseOfflineRequest(event.data) : undefined;
	if (request)
		event.waitUntil(
			reply(request, event.ports[1]).then((answer) => event.ports[0]?.postMessage(answer))
		);
});

/** Any page of this origin can send messages here; only those of the folder are of this app. */
function isOwnPage(source: ExtendableMessageEvent['source']): boolean {
	return source instanceof WindowClient && source.url.startsWith(scope);
}

/** A file that is missing or not the release's own ends the installation: what was there before goes on. */
async function install(): Promise<void> {
	await copy.complete(release.files, (done) => void tellProgress(release.id, done, paths.length));
	if (!(await copy.get(ownScript))) await copy.add(ownScript);
	await tellProgress(release.id, paths.length, paths.length);
}

/** Only now that this release has taken over can the files of the one before go. */
async function activate(): Promise<void> {
	await copy.deleteOthers();
	await self.clients.claim();
	await sweep();
}

async function answer(request: Request): Promise<Response> {
	const url = new URL(request.url);
	if (request.method !== 'GET' || !url.href.startsWith(scope)) return Response.error();
	const path = decodeURIComponent(url.pathname.slice(new URL(scope).pathname.length));
	if (path === '' || path === 'index.html') {
		const kept = await file('index.html');
		const page = kept ? beginningWithTexts(kept) : copyIsLost();
		void ahead.begin(page.clone(), scope);
		return url.search === apartSearch ? apart(page) : page;
	}
	const download = request.mode === 'navigate' ? downloadAt(path) : undefined;
	if (download) return download;
	if (paths.includes(path)) return (await ahead.take(path)) ?? Response.error();
	// Any other page of the folder is the app: the browser keeps what comes after the '#'.
	return request.mode === 'navigate' ? Response.redirect(scope) : Response.error();
}

/** In the language that the browser prefers: which one the user has chosen in a page, only pages know. */
function beginningWithTexts(page: Response): Response {
	const name = `/first-texts-${firstLanguage(undefined, navigator.languages)}.`;
	const texts = paths.find((path) => path.includes(name));
	return texts === undefined ? page : withTexts(page, releaseAddress(scope, texts));
}

/** What the browser has lost, or what has changed in its cache, the network has to give as it was. */
async function file(path: string): Promise<Response | undefined> {
	try {
		const kept = await copy.get(path, release.files[path]);
		if (kept) return kept;
		await copy.add(path, release.files[path]);
		return await copy.get(path);
	} catch {
		return undefined;
	}
}

async function reply(
	request: OfflineRequest,
	port: MessagePort | undefined
): Promise<OfflineAnswers[OfflineRequest['type']]> {
	try {
		switch (request.type) {
			case 'STATUS':
				await install();
				return { files: paths.length };
			case 'SWEEP':
				return { erased: (await sweep()).length };
			case 'CHECK':
				return await check();
			case 'FETCH':
				return await fetchRelease(request.buildId);
			case 'SKIP_WAITING':
				await self.skipWaiting();
				return {};
			case 'HOLD_DOWNLOAD':
				return { held: holdDownload(request.id, request.name, port) };
			case 'KNOW_DOWNLOAD':
				return { known: knowsDownload(request.id) };
			case 'LEAVE_DOWNLOAD':
				leaveDownload(request.id);
				return {};
		}
	} catch (error) {
		return { failure: error instanceof IncompleteRelease ? error.failure : 'NOT_KEPT' };
	}
}

/**
 * What the last CHECK has found. It is here only, and not in a cache that a script of the page could write to; when the
 * browser has ended this worker meanwhile, the page has to check again.
 */
let found: OfferedRelease | undefined;
let checking: Promise<OfflineAnswers['CHECK']> | undefined;

/** Those that come while one is under way share it. */
function check(): Promise<OfflineAnswers['CHECK']> {
	checking ??= look().finally(() => (checking = undefined));
	return checking;
}

async function look(): Promise<OfflineAnswers['CHECK']> {
	found = undefined;
	const offered = await fetchOfferedRelease(scope);
	if (offered.worker === ownScript)
		return isThisRelease(offered) ? { offered: null } : { failure: 'DIFFERS' };
	found = offered;
	return { offered };
}

/** Whether the host still has what this release was made of; under the same name nothing else may be. */
function isThisRelease({ files }: OfferedRelease): boolean {
	return Object.entries(release.files).every(([path, hash]) => files[path] === hash);
}

/**
 * Fills the cache that the new release's worker will look into; it checks every file again. What was found is used
 * once, whatever comes of it.
 */
async function fetchRelease(buildId: string): Promise<OfflineAnswers['FETCH']> {
	const next = found;
	if (next?.buildId !== buildId) return { failure: 'NOT_OFFERED' };
	found = undefined;
	const [, id = ''] = workerName.exec(next.worker) ?? [];
	if (!isSoundRelease(next) || id === release.id) return { failure: 'INCOMPLETE' };
	const { files } = next;
	const copyOfNext = new OfflineCopy(scope, id);
	const total = Object.keys(files).length;
	try {
		await copyOfNext.complete(files, (done) => void tellProgress(id, done, total));
	} catch (error) {
		await copyOfNext.delete();
		throw error;
	}
	return { fetched: total };
}

async function tellProgress(releaseId: string, done: number, total: number): Promise<void> {
	const message: OfflineProgress = { type: 'PROGRESS', releaseId, done, total };
	const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
	for (const page of pages) page.postMessage(message);
}
