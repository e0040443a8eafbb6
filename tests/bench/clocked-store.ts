import type { VaultStore } from '#lib/storage/vault-store.ts';
import { timed, type Sample } from './samples.ts';

/** A store that adds up what its methods take, and the wait for the vault's lock. */
export interface ClockedStore extends VaultStore {
	/** As {@link timed}, with what the store took as parts and all else as `rest`. */
	timed(calls: number, call: () => unknown): Promise<Sample>;
}

/** The calls to be timed must follow one another: parts of calls at the same time would overlap. */
export function clockedStore(store: VaultStore): ClockedStore {
	let spent = new Map<string, number>();

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
		readEpoch: () => clocked('read epoch', store.readEpoch()),
		readSnapshot: (...range) => clocked('read all', store.readSnapshot(...range)),
		readEntries: (epochs) => clocked('read entries', store.readEntries(epochs)),
		commit: (commit) => clocked('write', store.commit(commit)),
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
