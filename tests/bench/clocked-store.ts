import { entryBytes } from '#lib/storage/entry.ts';
import type { StoreCommit, VaultStore } from '#lib/storage/vault-store.ts';
import { timed, type Sample } from './samples.ts';

/** A store that adds up what its methods take, the wait for the vault's lock, and what is written. */
export interface ClockedStore extends VaultStore {
	/** of all entries; and of what commits are about, without frames, heads and compactions */
	readonly bytes: { written: number; changed: number };
	/** As {@link timed}, with what the store took as parts and all else as `rest`. */
	timed(calls: number, call: () => unknown): Promise<Sample>;
}

/** The calls to be timed must follow one another: parts of calls at the same time would overlap. */
export function clockedStore(store: VaultStore): ClockedStore {
	let spent = new Map<string, number>();

	const bytes = { written: 0, changed: 0 };

	function count({ put }: StoreCommit): void {
		for (const entry of put) {
			const { kind, body, log, erasables } = entry;
			bytes.written += entryBytes(entry);
			if (kind === 'COMMIT') bytes.changed += body.length + log.length + erasables.length;
		}
	}

	function add(part: string, start: number): void {
		spent.set(part, (spent.get(part) ?? 0) + performance.now() - start);
	}

	async function clocked<T>(part: string, work: Promise<T>): Promise<T> {
		const start = performance.now();
		try {
			return await work;
		} finally {
			add(part, start);
		}
	}

	return {
		...store,
		bytes,
		readEpoch: () => clocked('read epoch', store.readEpoch()),
		readSnapshot: (...range) => clocked('read all', store.readSnapshot(...range)),
		readEntries: (epochs) => clocked('read entries', store.readEntries(epochs)),
		commit(commit) {
			count(commit);
			return clocked('write', store.commit(commit));
		},
		exclusively(work) {
			const start = performance.now();
			return store.exclusively(() => {
				add('lock', start);
				return work();
			});
		},
		async timed(calls, call) {
			spent = new Map();
			const { ms } = await timed(calls, call);
			const parts = [...spent].map(([part, total]) => [part, total / calls] as const);
			const known = parts.reduce((sum, [, part]) => sum + part, 0);
			return { ms, parts: Object.fromEntries([...parts, ['rest', ms - known]]) };
		}
	};
}
