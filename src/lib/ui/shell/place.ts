import type { VaultPhase } from '../vault.svelte.ts';

/** Pages that need no open vault. */
const beforeAnyVault: ReadonlySet<string> = new Set(['/welcome', '/setup', '/about']);

/** @returns where to go instead, when a route makes no sense as the vault stands */
export function redirection(phase: VaultPhase, routeId: string | null): string | undefined {
	if (phase === 'NO_VAULT' && !beforeAnyVault.has(routeId ?? '')) return '#/welcome';
	if (phase === 'UNLOCKED' && routeId === '/welcome') return '#/';
	if (phase === 'UNLOCKED' && routeId === '/setup') return '#/setup/safe';
	return undefined;
}

/** What stands in the place of the page: itself, or what must come first. */
export type Place = 'PAGE' | 'UNSUPPORTED' | 'UNLOCK' | 'STARTING' | 'UNAVAILABLE';

export function placeFor(phase: VaultPhase, routeId: string | null, supported: boolean): Place {
	if (routeId === '/about') return 'PAGE';
	if (!supported) return 'UNSUPPORTED';
	if (phase === 'LOCKED') return 'UNLOCK';
	if (phase === 'STARTING' || redirection(phase, routeId) !== undefined) return 'STARTING';
	return phase === 'UNAVAILABLE' ? 'UNAVAILABLE' : 'PAGE';
}
