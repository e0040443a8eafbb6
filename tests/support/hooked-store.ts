import type { StoreCommit, VaultStore } from '#lib/storage/vault-store.ts';

/** What a test does in the middle of an operation; a hook that throws makes the store fail there. */
export interface StoreHooks {
	beforeRead?: () => void | Promise<void>;
	beforeReadEntries?: () => void | Promise<void>;
	beforeCommit?: (commit: StoreCommit) => void | Promise<void>;
	beforeReplace?: () => void | Promise<void>;
	afterCommit?: (commit: StoreCommit) => void | Promise<void>;
}

export interface HookedStore extends VaultStore {
	hooks: StoreHooks;
}

/** The same store, with hooks. */
export function hookedStore(store: VaultStore): HookedStore {
	const hooked: HookedStore = {
		hooks: {},
		async readEpoch() {
			await hooked.hooks.beforeRead?.();
			return store.readEpoch();
		},
		async readSnapshot(after) {
			await hooked.hooks.beforeRead?.();
			return store.readSnapshot(after);
		},
		async readEntries(epochs) {
			await hooked.hooks.beforeReadEntries?.();
			return store.readEntries(epochs);
		},
		async commit(commit) {
			await hooked.hooks.beforeCommit?.(commit);
			await store.commit(commit);
			await hooked.hooks.afterCommit?.(commit);
		},
		async replace(snapshot, expectedEpoch) {
			await hooked.hooks.beforeReplace?.();
			await store.replace(snapshot, expectedEpoch);
		},
		delete: (expectedEpoch) => store.delete(expectedEpoch),
		eraseDue: (now) => store.eraseDue(now),
		exclusively: (work) => store.exclusively(work),
		close: () => store.close()
	};
	return hooked;
}
