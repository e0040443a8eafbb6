/** Downloads that the browser saves while they are made, since they are too large for memory: through the service worker. */
import { KmsError } from '#lib/domain/errors.ts';
import {
	downloadPath,
	type OfflineAnswers,
	type OfflineRequest,
	type PieceMessage
} from '#lib/service/offline/offline-protocol.ts';
import { askWorker } from '../offline/registration.ts';
import { folder } from '../platform/script-url.ts';
import { unfinished } from '../platform/unfinished.ts';

/** How long the browser may take to ask for a download, and the service worker to answer the page. */
const patienceMs = 30_000;
/** Firefox ends a service worker that nobody has asked anything for 30 seconds. */
const askEveryMs = 10_000;

const controller = (): ServiceWorker | undefined =>
	('serviceWorker' in navigator && navigator.serviceWorker.controller) || undefined;

/** Whether this page has come from a service worker: not in the single file, nor at a first visit. */
export const canStreamDownload = (): boolean => controller() !== undefined;

type Ask = Extract<OfflineRequest, { type: `${string}_DOWNLOAD` }>;

async function ask<Request extends Ask>(
	request: Request,
	ports?: MessagePort[]
): Promise<OfflineAnswers[Request['type']]> {
	const worker = controller();
	if (!worker) throw lost();
	return (await inTime(askWorker(worker, request, ports))) as OfflineAnswers[Request['type']];
}

/** @throws KmsError `StorageFailed` when it takes too long */
function inTime<Result>(work: Promise<Result>): Promise<Result> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(lost()), patienceMs);
		void work.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}

const lost = () => new KmsError('StorageFailed', { reason: 'DOWNLOAD_LOST' });

/** A download that has begun. */
export interface StreamedDownload {
	id: string;
	/** takes pieces (`PieceMessage`); the first one is asked for already */
	port: MessagePort;
}

/**
 * Has the browser begin a download. It is a navigation that leaves the page where it is: a link with the attribute
 * `download` does not go through the service worker in Chromium, and a frame would need another policy.
 *
 * @throws KmsError `StorageFailed`
 */
export async function beginDownload(name: string): Promise<StreamedDownload> {
	const id = crypto.randomUUID();
	const { port1: port, port2 } = new MessageChannel();
	try {
		const answer = await ask({ type: 'HOLD_DOWNLOAD', id, name }, [port2]);
		if (!('held' in answer) || !answer.held) throw lost();
		const stay = unfinished.beginStaying();
		try {
			const asked = new Promise((resolve) => (port.onmessage = resolve));
			location.assign(folder() + downloadPath + id);
			await inTime(asked);
		} finally {
			stay();
		}
	} catch (error) {
		// What is asked for later must not wait for pieces that never come.
		port.postMessage('BROKEN' satisfies PieceMessage);
		port.close();
		throw error;
	}
	port.onmessage = null;
	return { id, port };
}

/**
 * Keeps the service worker running while a download goes on.
 *
 * @param onlost - called when it was ended all the same, and the download with it
 * @returns what ends this, and breaks the download off if it has not ended
 */
export function followDownload(id: string, onlost: (error: KmsError) => void): () => void {
	let isLeft = false;
	const timer = setInterval(() => {
		const known = ask({ type: 'KNOW_DOWNLOAD', id }).then(
			(answer) => 'known' in answer && answer.known,
			() => false
		);
		void known.then((isKnown) => {
			if (!isKnown && !isLeft) onlost(lost());
		});
	}, askEveryMs);
	const tellWorker = () => void ask({ type: 'LEAVE_DOWNLOAD', id }).catch(() => undefined);
	addEventListener('pagehide', tellWorker);
	return () => {
		isLeft = true;
		clearInterval(timer);
		removeEventListener('pagehide', tellWorker);
		tellWorker();
	};
}
