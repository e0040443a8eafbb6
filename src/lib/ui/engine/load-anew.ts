import { apartSearch } from '#lib/service/offline/offline-protocol.ts';
import { leaveMark, takeMark } from '../platform/reload-mark.ts';
import type { LockReason } from './vault-facts.svelte.ts';

const reasons: Readonly<Record<LockReason, true>> = {
	PERSON: true,
	OTHER_TAB: true,
	IDLE: true,
	DAMAGED: true,
	WORKER_FAILED: true
};

/**
 * Loads the page anew after a lock, so that what it has shown can't be reached any more. From the offline copy it comes
 * by turns with and without isolation, so that it is in another process each time: the one that it leaves ends,
 * and with it what its memory still holds. The next page knows why.
 */
export function loadAnew(reason: LockReason): void {
	leaveMark('airlock-locked', reason);
	if (crossOriginIsolated) location.reload();
	else location.replace(apartSearch + location.hash);
}

/** @returns why the vault was locked just before this page was loaded, where it was {@link loadAnew} that loaded it */
export function reasonOfLoading(): LockReason | undefined {
	if (location.search === apartSearch)
		history.replaceState(history.state, '', location.pathname + location.hash);
	const mark = takeMark('airlock-locked');
	return mark !== undefined && Object.hasOwn(reasons, mark) ? (mark as LockReason) : undefined;
}
