/** Holds a vault to itself when told to `enter`, until told to `leave`, in a context of its own. */
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';

export type StoreWorkerRequest = { enter: string } | 'leave';
export type StoreWorkerEvent = 'entered' | 'left';

let leave = () => {};

function tell(event: StoreWorkerEvent): void {
	postMessage(event);
}

addEventListener('message', ({ data: request }: MessageEvent<StoreWorkerRequest>) => {
	if (request === 'leave') {
		leave();
		return;
	}
	const left = new Promise<void>((resolve) => (leave = resolve));
	const store = openIndexedDbStore(request.enter);
	void store
		.exclusively(() => {
			tell('entered');
			return left;
		})
		.then(() => tell('left'));
});
