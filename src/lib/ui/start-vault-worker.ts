import { tabChannel, type TabMessage, type VaultWorkerName } from '#lib/service/worker-protocol.ts';
import source from '#lib/service/vault-worker.ts?worker-source';
import { edition } from './edition.ts';
import { trustScriptUrl } from './script-url.ts';

/** Starts a vault worker from a blob, so that it inherits this page's content security policy. */
export function startVaultWorker(name: VaultWorkerName): Worker {
	// A module is strict by itself.
	const text = ["'use strict';", source];
	const url = URL.createObjectURL(new Blob(text, { type: 'text/javascript' }));
	try {
		return new Worker(trustScriptUrl(url), { type: edition.workerType, name });
	} finally {
		URL.revokeObjectURL(url);
	}
}

/** Locks the vault in the tabs whose workers can hear it. @param staying - their pages are not loaded anew */
export function lockOtherTabs(staying: boolean): void {
	const channel = new BroadcastChannel(tabChannel);
	const message: TabMessage = staying ? 'lockedStaying' : 'locked';
	channel.postMessage(message);
	channel.close();
}
