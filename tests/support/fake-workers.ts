import { vi } from 'vitest';
import { answerJoining } from '#lib/service/worker/answer-reading.ts';
import type { ReadingRequest } from '#lib/service/worker/worker-protocol.ts';
import { ReadingClient } from '#lib/ui/engine/reading-client.ts';
import type { VaultWorker } from '#lib/ui/engine/vault-client.ts';

/** A worker that answers when the test says so. Messages are moved as between real threads. */
export class FakeWorker<Message> extends EventTarget implements VaultWorker {
	readonly messages: Message[] = [];
	readonly terminate = vi.fn();

	postMessage(message: unknown, transfer?: Transferable[] | StructuredSerializeOptions): void {
		const options = Array.isArray(transfer) ? { transfer } : transfer;
		this.messages.push(structuredClone(message, options) as Message);
	}

	breakDown(): void {
		this.dispatchEvent(new Event('error'));
	}
}

/** One that reads. */
class FakeReadingWorker extends FakeWorker<ReadingRequest> {
	answer(): void {
		const request = this.messages.at(-1);
		if (!request) throw new Error('nothing was asked');
		void answerJoining(request).then(({ answer, moved }) => {
			const data = structuredClone(answer, { transfer: moved });
			this.dispatchEvent(new MessageEvent('message', { data }));
		});
	}
}

/** @returns what starts workers, and those that were started: the last one, or the one of this index */
export function fakeWorkers<Worker>(make: () => Worker) {
	const workers: Worker[] = [];
	const start = (): Worker => {
		const worker = make();
		workers.push(worker);
		return worker;
	};
	const worker = (index = workers.length - 1): Worker => {
		const one = workers[index];
		if (!one) throw new Error('no worker was started');
		return one;
	};
	return { start, workers, worker };
}

/** A reader whose workers answer when the test says so. */
export function fakeReader() {
	const { start, ...workers } = fakeWorkers(() => new FakeReadingWorker());
	return { client: new ReadingClient(start), ...workers };
}
