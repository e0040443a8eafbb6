import type { Bytes } from '#lib/domain/bytes.ts';
import { qrTextIn } from './qr-scan.ts';

/** Why there is no picture of a camera. */
export type CameraFault = 'REFUSED' | 'NONE' | 'BUSY';

const faults: Readonly<Record<string, CameraFault>> = {
	NotAllowedError: 'REFUSED',
	SecurityError: 'REFUSED',
	NotFoundError: 'NONE',
	OverconstrainedError: 'NONE'
};

/** Between two looks at the picture, so that the page stays quick. */
const everyMs = 150;
const lookPatienceMs = 30;

/** The camera of this computer, read as QR codes come before it. Its pictures stay in the page. */
export class QrCamera {
	#state = $state.raw<'OFF' | 'STARTING' | 'ON'>('OFF');
	#fault = $state.raw<CameraFault>();
	#stream: MediaStream | undefined;
	#video: HTMLVideoElement | undefined;
	#timer: ReturnType<typeof setInterval> | undefined;
	/** counts starts and stops: what a start has waited for may come too late */
	#run = 0;

	get state() {
		return this.#state;
	}

	/** Why it is off again, when nobody has stopped it. */
	get fault() {
		return this.#fault;
	}

	/** Whether this browser lets pages ask for a camera at all. */
	static get isOffered(): boolean {
		// Browsers leave it out where a page may not ask, whatever its type says.
		return (navigator as { mediaDevices?: MediaDevices }).mediaDevices !== undefined;
	}

	/**
	 * @param video - shows the picture
	 * @param onText - called with the text of each look that finds a code, in UTF-8; it wipes the bytes
	 */
	async start(video: HTMLVideoElement, onText: (text: Bytes) => void): Promise<void> {
		this.stop();
		const run = this.#run;
		const isOver = () => run !== this.#run;
		this.#state = 'STARTING';
		try {
			const stream = await navigator.mediaDevices.getUserMedia({
				audio: false,
				video: { facingMode: 'environment', width: { ideal: 1280 } }
			});
			// Stopped while the browser asked the user.
			if (isOver()) {
				end(stream);
				return;
			}
			[this.#stream, this.#video] = [stream, video];
			for (const track of stream.getTracks())
				track.addEventListener('ended', () => isOver() || this.#fail('BUSY'));
			video.srcObject = stream;
			this.#state = 'ON';
			this.#timer = setInterval(() => look(video, onText), everyMs);
			await video.play();
		} catch (error) {
			if (isOver()) return; // the picture that it stopped
			this.#fail((error instanceof DOMException && faults[error.name]) || 'BUSY');
		}
	}

	stop(): void {
		this.#run++;
		clearInterval(this.#timer);
		if (this.#stream) end(this.#stream);
		if (this.#video) this.#video.srcObject = null; // else it keeps the last picture
		[this.#stream, this.#video] = [undefined, undefined];
		this.#state = 'OFF';
		this.#fault = undefined;
	}

	#fail(fault: CameraFault): void {
		this.stop();
		this.#fault = fault;
	}
}

function end(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop();
}

function look(video: HTMLVideoElement, onText: (text: Bytes) => void): void {
	const { videoWidth: width, videoHeight: height } = video;
	const text = qrTextIn({ source: video, width, height }, lookPatienceMs);
	if (text) onText(text);
}
