/**
 * Downloads that are saved while they are made. A page hands over a port and navigates to an address that nobody else
 * knows; what comes through the port is the body of the answer.
 */
import { downloadPath, type PieceMessage } from '#lib/service/offline/offline-protocol.ts';
import { headersFor } from './headers.ts';

interface Download {
	name: string;
	port: MessagePort;
}

/** By id: those that the browser has not asked for yet. */
const waiting = new Map<string, Download>();
/** By id: what breaks off those that have not ended. */
const open = new Map<string, () => void>();
/** The ids of all that this worker has had. The browser can end it, and another one knows none of them. */
const known = new Set<string>();

/** @returns whether a page can now ask for it */
export function holdDownload(id: string, name: string, port: MessagePort | undefined): boolean {
	if (!port || known.has(id)) return false;
	known.add(id);
	waiting.set(id, { name, port });
	// All that comes before it is asked for is that it was given up.
	port.onmessage = () => waiting.delete(id);
	port.addEventListener('close', () => waiting.delete(id));
	return true;
}

/** Breaks it off, unless it has ended. */
export function leaveDownload(id: string): void {
	waiting.delete(id);
	open.get(id)?.();
}

export const knowsDownload = (id: string): boolean => known.has(id);

/**
 * @param path - what is asked for, below the folder of the release
 * @returns the answer, which each download gets once; undefined for any other path
 */
export function downloadAt(path: string): Response | undefined {
	if (!path.startsWith(downloadPath)) return undefined;
	const id = path.slice(downloadPath.length);
	const download = waiting.get(id);
	waiting.delete(id);
	// Without content the page that asks stays where it is.
	if (!download) return new Response(null, { status: 204, headers: headersFor(path) });
	return new Response(bodyFrom(id, download.port), {
		headers: {
			...headersFor(path),
			'Cache-Control': 'no-store',
			'Content-Disposition': `attachment; filename*=UTF-8''${extendedValue(download.name)}`
		}
	});
}

/** RFC 8187, §3.2.1: `encodeURIComponent` leaves four characters that a name in a header can't have. */
const extendedValue = (name: string): string =>
	encodeURIComponent(name.toWellFormed()).replaceAll(
		/['()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16)}`
	);

/**
 * Asks the file worker for one piece after another. The browser reports the download as failed if the file worker breaks
 * it off, or, where ports have a `close` event, if the file worker is gone.
 */
function bodyFrom(id: string, port: MessagePort): ReadableStream<Uint8Array> {
	const say = (message: PieceMessage) => port.postMessage(message);
	let heard = () => {};
	const close = () => {
		open.delete(id);
		port.close();
	};
	return new ReadableStream<Uint8Array>({
		start(controller) {
			const breakOff = () => {
				controller.error(new Error('broken off')); // nothing happens to one that has ended
				say('CANCELLED');
				close();
				heard();
			};
			open.set(id, breakOff);
			port.onmessage = ({ data }: MessageEvent<PieceMessage>) => {
				if (data instanceof Uint8Array) controller.enqueue(data);
				else if (data === 'END') {
					controller.close();
					say('ENDED');
					close();
				} else breakOff();
				heard();
			};
			port.addEventListener('close', breakOff);
		},
		pull() {
			const next = new Promise<void>((resolve) => (heard = resolve));
			say('NEXT');
			return next;
		},
		cancel() {
			say('CANCELLED');
			close();
		}
	});
}
