import type { Bytes } from '#lib/domain/bytes.ts';
import type { PieceMessage } from '../offline/offline-protocol.ts';
import type { FileSink } from './file-sink.ts';

/**
 * Gives a download piece by piece, each when it is asked for. Nothing of it can be taken back: one that is aborted is
 * broken off, and the browser calls it failed.
 *
 * @param port - through which the first piece was asked for already
 */
export function downloadSink(port: MessagePort): FileSink {
	const say = (message: PieceMessage, moved: Transferable[] = []) =>
		port.postMessage(message, moved);
	let ask = () => {};
	let cancel = () => {};
	let asked = Promise.resolve();
	const waitAgain = () => {
		asked = new Promise((resolve, reject) => {
			ask = resolve;
			cancel = () => reject(new DOMException('', 'AbortError'));
		});
		asked.catch(() => undefined); // the next piece will hear of it
	};
	port.onmessage = ({ data }: MessageEvent<PieceMessage>) => {
		if (data === 'NEXT') ask();
		else cancel();
	};
	return {
		async write(bytes: Bytes) {
			await asked;
			waitAgain();
			const piece = bytes.slice();
			say(piece, [piece.buffer]);
		},
		async close() {
			await asked;
			say('END');
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
