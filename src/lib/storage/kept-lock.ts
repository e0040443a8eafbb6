/** A vault's lock, kept from one work to the next: asking the browser for it takes about half as long as a write. */
import { storageError } from './errors.ts';
import { createQueue } from './queue.ts';

/** How long it is kept for a work that may follow. */
const patienceMs = 4;
/** So many works of one context may come before another's. */
const mostWorks = 32;

/** @returns what runs one work after the other, while nobody else holds the lock of this name */
export function createKeptLock(name: string): <T>(work: () => Promise<T>) => Promise<T> {
	const inTurn = createQueue();
	let release: (() => void) | undefined;
	let works = 0;
	let idle: ReturnType<typeof setTimeout> | undefined;

	async function take(): Promise<void> {
		const taken = new Promise<void>((resolve, reject) => {
			const hold = () => {
				resolve();
				return new Promise<void>((ended) => (release = ended));
			};
			navigator.locks.request(name, hold).catch(reject);
		});
		await taken.catch((error: unknown) => {
			throw storageError(error);
		});
	}

	function giveBack(): void {
		release?.();
		release = undefined;
		works = 0;
	}

	return (work) =>
		inTurn(async () => {
			clearTimeout(idle);
			if (!release) await take();
			try {
				return await work();
			} finally {
				if (++works === mostWorks) giveBack();
				else idle = setTimeout(giveBack, patienceMs);
			}
		});
}
