import type { Bytes } from '#lib/domain/bytes.ts';
import type { PieceMessage } from '../offline/offline-protocol.ts';
import type { FileSink } from './file-sink.ts';

/**
 * Gives a download piece by piece, each when it is asked for. Nothing of it can be taken back: one that is aborted is
 * broken off, and the browser calls it failed.
 *
 * @param port - through which the first piece was asked for already
 * @param stopped - ends every wait for the browser, with its reason
 */
export function downloadSink(port: MessagePort, stopped: AbortSignal): FileSink {
	const say = (message: PieceMessage, moved: Transferable[] = []) =>
		port.postMessage(message, moved);
	const over = new AbortController();
	let isAnswered = true;
	let wake = () => {};
	const end = (reason: unknown) => {
		over.abort(reason);
		wake();
	};
	const lose = () => end(new DOMException('', 'AbortError'));
	port.onmessage = ({ data }: MessageEvent<PieceMessage>) => {
		if (data === 'CANCELLED') lose();
		isAnswered = true;
		wake();
	};
	port.addEventListener('close', lose); // where browsers say that its service worker has ended
	if (stopped.aborted) end(stopped.reason);
	else stopped.addEventListener('abort', () => end(stopped.reason), { once: true });
	/** Waits until what was said last is answered. What was cancelled or stopped meanwhile goes no further. */
	const answered = async () => {
		if (!isAnswered && !over.signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
		over.signal.throwIfAborted();
		isAnswered = false;
	};
	return {
		async write(bytes: Bytes) {
			await answered();
			const piece = bytes.slice();
			say(piece, [piece.buffer]);
		},
		async close() {
			await answered();
			say('END');
			await answered();
			port.close();
		},
		written: () => Promise.reject(new TypeError('a download can’t be read again')),
		place: () => Promise.resolve(undefined),
		abort() {
			say('BROKEN');
			port.close();
			return Promise.resolve();
		}
	};
}
