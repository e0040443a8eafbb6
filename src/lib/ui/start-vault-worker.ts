import source from '#lib/service/vault-worker.ts?worker-source';

interface TrustedTypePolicyFactory {
	createPolicy(
		name: string,
		rules: { createScriptURL: (url: string) => string }
	): { createScriptURL(url: string): unknown };
}

/** Trusted Types refuse a plain address; this policy is the only one that may vouch for one. */
function trustScriptUrl(url: string): string {
	const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory };
	if (!trustedTypes) return url;
	policy ??= trustedTypes.createPolicy('airlock-script-url', { createScriptURL: (own) => own });
	// Where Trusted Types exist, Worker takes the trusted form of a string; its TypeScript type does not say so.
	return policy.createScriptURL(url) as string;
}
let policy: ReturnType<TrustedTypePolicyFactory['createPolicy']> | undefined;

/** Starts the vault worker from a blob, so that it inherits this page's content security policy. */
export function startVaultWorker(): Worker {
	const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
	try {
		return new Worker(trustScriptUrl(url), { type: 'module', name: 'vault' });
	} finally {
		URL.revokeObjectURL(url);
	}
}
