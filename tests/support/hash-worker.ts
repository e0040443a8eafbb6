import type { BrowserContext } from '@playwright/test';

declare global {
	interface Window {
		/** One for each hash worker that was started: whether the page's policy holds in that worker. */
		hashed: { policyHolds: boolean }[];
	}
}

/** Pages that are loaded from now on have `window.hashed`. A hash worker is gone too soon to be asked from outside. */
export async function watchHashWorkers(context: BrowserContext): Promise<void> {
	await context.addInitScript(watch);
}

function watch(): void {
	window.hashed = [];
	const begin = `(${inWorker.toString()})();`;
	window.Blob = new Proxy(Blob, {
		construct: (target, [parts, options]: [BlobPart[], BlobPropertyBag?]) =>
			new target(options?.type === 'text/javascript' ? [begin, ...parts] : parts, options)
	});
	window.Worker = new Proxy(Worker, {
		construct(target, parameters: ConstructorParameters<typeof Worker>) {
			const worker = new target(...parameters);
			worker.addEventListener('message', ({ data }: MessageEvent<object>) => {
				if ('policyHolds' in data) window.hashed.push({ policyHolds: data.policyHolds === true });
			});
			return worker;
		}
	});

	function inWorker(): void {
		const scope = self as unknown as Worker & { name: string };
		if (scope.name !== 'hash') return;
		let policyHolds = false;
		try {
			(0, eval)('1');
		} catch {
			policyHolds = true;
		}
		scope.postMessage({ policyHolds });
	}
}
