import { tabChannel, type TabMessage } from '#lib/service/worker-protocol.ts';
import source from '#lib/service/vault-worker.ts?worker-source';

interface TrustedTypePolicyFactory {
	createPolicy(
		name: string,
		rules: { createScriptURL: (url: string) => string }
	): { createScriptURL(url: string): unknown };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory };

/** Made at load, so that nothing else can take its name. It vouches for blobs of this page and for nothing else. */
const policy = trustedTypes?.createPolicy('airlock-script-url', {
	createScriptURL(url) {
		if (url.startsWith(`blob:${location.origin}/`)) return url;
		throw new TypeError('not the address of a script of this page');
	}
});

/** Trusted Types refuse a plain address; this policy is the only one that may vouch for one. */
function trustScriptUrl(url: string): string {
	if (!policy) return url;
	// Where Trusted Types exist, Worker takes the trusted form of a string; its TypeScript type does not say so.
	return policy.createScriptURL(url) as string;
}

/** Starts the vault worker from a blob, so that it inherits this page's content security policy. */
export function startVaultWorker(): Worker {
	const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
	try {
		return new Worker(trustScriptUrl(url), { type: 'module', name: 'vault' });
	} finally {
		URL.revokeObjectURL(url);
	}
}

/** Locks the vault in the tabs whose workers can hear it. */
export function lockOtherTabs(): void {
	const channel = new BroadcastChannel(tabChannel);
	const message: TabMessage = 'locked';
	channel.postMessage(message);
	channel.close();
}
