import type { VaultPhase } from '../engine/vault-facts.svelte.ts';

/** Pages that are about the app and not the vault. */
const always: ReadonlySet<string> = new Set(['/about', '/about/verify']);
/** A vault file may be what is needed for a vault that is damaged, or whose passphrase is lost. */
const openingFile = '/vault-file/open';
/** Practice has a vault of its own, in the page's memory. */
const learning: readonly string[] = ['/learn', '/learn/[scenario]'];
/** Pages that leave the vault as it is, locked or not. */
const besideTheVault: ReadonlySet<string> = new Set([openingFile, ...learning]);
/** Pages that need no open vault. */
const beforeAnyVault: ReadonlySet<string> = new Set([
	'/welcome',
	'/setup',
	...besideTheVault,
	...always
]);

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
	if (always.has(routeId ?? '')) return 'PAGE';
	if (!supported) return 'UNSUPPORTED';
	const beside = besideTheVault.has(routeId ?? '');
	if (phase === 'LOCKED' && !beside) return 'UNLOCK';
	if (phase === 'STARTING' || redirection(phase, routeId) !== undefined) return 'STARTING';
	return phase === 'UNAVAILABLE' && !beside ? 'UNAVAILABLE' : 'PAGE';
}
