import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { serveStore } from '#lib/storage/remote-store.ts';
import { createSeenInMemory } from '#lib/storage/seen-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';

/** A vault that the page keeps, sealed, for as long as it is open: it outlives every vault worker. */
export interface VaultInMemory {
	/** @returns the port for a vault worker; the worker before it can do nothing any more */
	connect(): MessagePort;
	/** grows with every change at rest */
	readonly revision: number;
	/** @returns the function that ends the subscription */
	onchange: (listener: () => void) => () => void;
}

/** An empty place for a vault, in memory. */
export function createVaultInMemory(): VaultInMemory {
	const listeners = new Set<() => void>();
	let revision = 0;
	let served: MessagePort | undefined;

	const vault = reportingStore(createMemoryStore(), () => {
		revision++;
		for (const listener of [...listeners]) listener();
	});
	// What was seen of other vaults stays for as long as the page is open, too.
	const store = { ...vault, ...createSeenInMemory() };

	return {
		connect() {
			served?.close();
			const { port1, port2 } = new MessageChannel();
			serveStore(store, port1);
			served = port1;
			return port2;
		},
		get revision() {
			return revision;
		},
		onchange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}

/** The same store, which tells of every change. */
function reportingStore(store: VaultStore, report: () => void): VaultStore {
	return {
		...store,
		async commit(commit) {
			await store.commit(commit);
			report();
		},
		async replace(snapshot, expectedEpoch) {
			await store.replace(snapshot, expectedEpoch);
			report();
		},
		async eraseDue(now) {
			const erased = await store.eraseDue(now);
			if (erased.length > 0) report();
			return erased;
		}
	};
}
