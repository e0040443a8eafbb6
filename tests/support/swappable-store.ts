import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';

export interface SwappableStore extends VaultStore {
	/** Puts other rows under whoever uses the store. */
	swap(snapshot: VaultSnapshot): void;
}

/** A store whose rows can be changed behind the back of open tabs. */
export function swappableStore(): SwappableStore {
	let store = createMemoryStore();
	return {
		swap: (snapshot) => (store = createMemoryStore(snapshot)),
		readEpoch: () => store.readEpoch(),
		readSnapshot: (after) => store.readSnapshot(after),
		readEntries: (epochs) => store.readEntries(epochs),
		commit: (commit) => store.commit(commit),
		replace: (snapshot, expectedEpoch) => store.replace(snapshot, expectedEpoch),
		delete: (expectedEpoch) => store.delete(expectedEpoch),
		eraseDue: (now) => store.eraseDue(now),
		exclusively: (work) => store.exclusively(work),
		close: () => store.close()
	};
}
