/**
 * What this browser has seen of vaults, kept beside them: putting back an older copy of a vault doesn't put this back.
 * In the clear; a tag under the vault's own key tells what the engine has written from what a hand has put there.
 */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { completed, openDatabase, settled } from './requests.ts';

/** The furthest that a vault was seen. */
export interface SeenVault {
	/** UUID */
	vaultId: string;
	epoch: number;
	/** number and hash of the last log entry then */
	logCount: number;
	logHash: Bytes;
	/** never lower than it was once */
	highestTime: EpochMillis;
	/** HMAC over all of the above, 32 bytes */
	tag: Bytes;
}

/** Nothing depends on it being there: what can't be read is as if it had never been seen. */
export interface SeenStore {
	readSeen(): Promise<readonly SeenVault[]>;
	/** Puts it in place of what was known of the same vault; beyond {@link mostVaultsSeen} the oldest is forgotten. */
	writeSeen(seen: SeenVault): Promise<void>;
}

/** How many vaults a browser remembers. */
export const mostVaultsSeen = 256;

function withSeen(all: readonly SeenVault[], seen: SeenVault): SeenVault[] {
	const others = all.filter(({ vaultId }) => vaultId !== seen.vaultId);
	return [seen, ...others].slice(0, mostVaultsSeen);
}

/** For as long as its thread lives. */
export function createSeenInMemory(): SeenStore {
	let all: readonly SeenVault[] = [];
	return {
		readSeen: () => Promise.resolve(all),
		writeSeen(seen) {
			all = withSeen(all, seen);
			return Promise.resolve();
		}
	};
}

const storeName = 'vaults';
const listKey = 'all';

/** In a database of its own, apart from the vault's. */
export function openSeenStore(databaseName: string): SeenStore {
	const open = () =>
		openDatabase(databaseName, 1, (database) => database.createObjectStore(storeName));
	const asList = (stored: unknown) => (Array.isArray(stored) ? (stored as SeenVault[]) : []);

	return {
		async readSeen() {
			const database = await open();
			try {
				return asList(
					await settled(database.transaction(storeName).objectStore(storeName).get(listKey))
				);
			} finally {
				database.close();
			}
		},
		async writeSeen(seen) {
			const database = await open();
			try {
				const transaction = database.transaction(storeName, 'readwrite');
				const done = completed(transaction);
				const store = transaction.objectStore(storeName);
				const all = asList(await settled(store.get(listKey)));
				store.put(withSeen(all, seen), listKey);
				await done;
			} finally {
				database.close();
			}
		}
	};
}
