import type { BrowserContext } from '@playwright/test';
import type { Handle } from '#lib/service/api.ts';
import type { WorkerMessage } from '#lib/service/worker/worker-protocol.ts';

declare global {
	interface Window {
		/** Asks the vault worker of this page as the page itself does; rejects with the code of a refusal. */
		askVault: Handle;
		/** Posts anything to that worker. */
		postToVault: (message: unknown) => void;
	}
}

/** Pages that are loaded from now on have `window.askVault`, once they have started their vault worker. */
export async function reachVaultWorker(context: BrowserContext): Promise<void> {
	await context.addInitScript(keepWorkerInReach);
}

function keepWorkerInReach(): void {
	let lastId = 0; // the page's own count up from 0, these down
	window.Worker = new Proxy(Worker, {
		construct(target, parameters: ConstructorParameters<typeof Worker>) {
			const worker = new target(...parameters);
			if (!['vault', 'practice'].includes(parameters[1]?.name ?? '')) return worker;
			const ask = (operation: string, request: object) =>
				new Promise((resolve, reject) => {
					const id = --lastId;
					const hear = ({ data }: MessageEvent<WorkerMessage>) => {
						if (!('id' in data) || data.id !== id) return;
						worker.removeEventListener('message', hear);
						if ('error' in data) reject(new Error(data.error.code));
						else resolve(data.response);
					};
					worker.addEventListener('message', hear);
					worker.postMessage({ id, operation, request });
				});
			window.askVault = ask as Handle;
			window.postToVault = (message) => worker.postMessage(message);
			return worker;
		}
	});
}
