import { edition } from './edition.ts';

/** What a browser must have before Airlock can be used in it. */
export type Requirement = 'secureContext' | 'webCrypto' | 'storage' | 'workers';

/** What this edition needs: one that keeps its vault in a file asks the browser to store nothing. */
export const requirements: readonly Requirement[] =
	edition.vaultIsKeptIn === 'BROWSER'
		? ['secureContext', 'webCrypto', 'storage', 'workers']
		: ['secureContext', 'webCrypto', 'workers'];

/** The parts of a window that are looked at. */
interface Scope {
	isSecureContext?: boolean;
	crypto?: object;
	indexedDB?: unknown;
	navigator?: object;
	Worker?: unknown;
}

/** @returns which requirements are met; nothing is tried out, so that looking changes nothing */
export function checkDevice(scope: Scope): Record<Requirement, boolean> {
	return {
		secureContext: scope.isSecureContext === true,
		webCrypto: scope.crypto !== undefined && 'subtle' in scope.crypto,
		storage:
			scope.indexedDB !== undefined && scope.navigator !== undefined && 'locks' in scope.navigator,
		workers: scope.Worker !== undefined
	};
}

export function meetsRequirements(scope: Scope): boolean {
	const met = checkDevice(scope);
	return requirements.every((requirement) => met[requirement]);
}
