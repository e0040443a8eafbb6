/** What this browser must have before Airlock can be used here. */
export const requirements = ['secureContext', 'webCrypto', 'storage', 'workers'] as const;
export type Requirement = (typeof requirements)[number];

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
	return Object.values(checkDevice(scope)).every(Boolean);
}
