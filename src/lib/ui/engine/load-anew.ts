import { leaveMark, takeMark } from '../platform/reload-mark.ts';
import type { LockReason } from './vault.svelte.ts';

const reasons: Readonly<Record<LockReason, true>> = {
	PERSON: true,
	OTHER_TAB: true,
	IDLE: true,
	DAMAGED: true,
	WORKER_FAILED: true
};

/** Loads the page anew after a lock, so that names of keys don't stay in its memory. The next page knows why. */
export function loadAnew(reason: LockReason): void {
	leaveMark('airlock-locked', reason);
	location.reload();
}

/** @returns why the vault was locked just before this page was loaded, where it was {@link loadAnew} that loaded it */
export function reasonOfLoading(): LockReason | undefined {
	const mark = takeMark('airlock-locked');
	return mark !== undefined && Object.hasOwn(reasons, mark) ? (mark as LockReason) : undefined;
}
