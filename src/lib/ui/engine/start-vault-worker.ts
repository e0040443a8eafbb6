import { vaultDatabase } from '#lib/service/engine/vault-number.ts';
import {
	hashes,
	type HashWorkersMessage,
	type TabMessage,
	type VaultWorkerName
} from '#lib/service/worker/worker-protocol.ts';
import { edition } from '../platform/edition.ts';
import { serveHashWorkers } from './hash-workers.ts';
import { lateWorker } from './late-worker.ts';
import { missingFiles } from '../offline/missing-files.svelte.ts';
import { trustScriptUrl } from '../platform/script-url.ts';
import type { VaultWorker } from './vault-client.ts';

/** Its text is larger than all else that a visit begins with, so it is a file of its own. */
async function workerText(): Promise<string> {
	try {
		const { default: text } = await import('#lib/service/worker/vault-worker.ts?worker-source');
		return text;
	} catch (error) {
		missingFiles.notice();
		throw error;
	}
}

/** Starts a vault worker, as soon as its text is there. */
export function startVaultWorker(name: VaultWorkerName): VaultWorker {
	return lateWorker(async () => {
		const source = await workerText();
		const worker = workerOf(source, name);
		return hashes(name) ? withHashWorkers(worker, () => workerOf(source, 'hash')) : worker;
	});
}

/** Starts hash workers when this worker asks for them. To terminate what this returns ends the worker and all of them. */
function withHashWorkers(worker: Worker, start: () => Worker): VaultWorker {
	const { port1: line, port2: hashWorkers } = new MessageChannel();
	const endHashWorkers = serveHashWorkers(line, start);
	worker.postMessage({ hashWorkers } satisfies HashWorkersMessage, [hashWorkers]);
	return {
		postMessage: worker.postMessage.bind(worker),
		addEventListener: worker.addEventListener.bind(worker),
		removeEventListener: worker.removeEventListener.bind(worker),
		terminate() {
			worker.terminate();
			endHashWorkers();
		}
	};
}

/** From a blob, so that it inherits this page's content security policy. */
function workerOf(source: string, name: VaultWorkerName): Worker {
	// A module is strict by itself.
	const text = ["'use strict';", source];
	const script = new Blob(text, { type: 'text/javascript' });
	const url = URL.createObjectURL(script);
	try {
		return new Worker(trustScriptUrl(url), { type: edition.workerType, name });
	} finally {
		URL.revokeObjectURL(url);
	}
}

/**
 * Locks vaults in the tabs whose workers can hear it.
 *
 * @param numbers - of the vaults
 * @param staying - the pages of these tabs are not loaded anew
 */
export function lockOtherTabs(numbers: readonly number[], staying: boolean): void {
	const message: TabMessage = staying ? 'lockedStaying' : 'locked';
	for (const number of numbers) {
		const channel = new BroadcastChannel(vaultDatabase(number));
		channel.postMessage(message);
		channel.close();
	}
}
