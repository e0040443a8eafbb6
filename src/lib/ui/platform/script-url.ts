import { workerName } from '#lib/service/offline/offline-protocol.ts';

interface TrustedTypePolicyFactory {
	createPolicy(
		name: string,
		rules: { createScriptURL: (url: string) => string }
	): { createScriptURL(url: string): unknown };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory };

/** The folder that the app lies in. */
export const folder = (): string => new URL('.', location.href).href;

/** @throws TypeError for anything but a blob of this page or a release's service worker beside it */
function assertOwnScript(url: string): string {
	// On file:// the origin is 'null', which `location` does not say.
	const isBlob = url.startsWith(`blob:${self.origin}/`);
	const isWorker = url.startsWith(folder()) && workerName.test(url.slice(folder().length));
	if (isBlob || isWorker) return url;
	throw new TypeError('not the address of a script of this page');
}

/** Made at load, so that nothing else can take its name. */
const policy = trustedTypes?.createPolicy('airlock-script-url', {
	createScriptURL: assertOwnScript
});

/** Trusted Types refuse a plain address; this policy is the only one that may vouch for one. */
export function trustScriptUrl(url: string): string {
	if (!policy) return url;
	// Where Trusted Types exist, Worker takes the trusted form of a string; its TypeScript type does not say so.
	return policy.createScriptURL(url) as string;
}
