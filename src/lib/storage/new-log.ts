import { deleteDB, openDB } from 'idb';

const scratchName = 'airlock-scratch';
const pieces = 96;
/** as many random bytes as `getRandomValues` gives at once; anything else would be compressed */
const pieceBytes = 65536;

/**
 * Makes Chromium begin a new log for the databases of this origin. It keeps them in LevelDB, which goes on with the
 * log of the last start even if a crash has cut off its last record; the start after that finds what follows damaged,
 * and deletes all databases (google/leveldb issue 1287). A log ends after 4 MB: 6 MB are written beside the vault,
 * and deleted.
 *
 * Once for all tabs that are open together. Resolves in any case: this is a precaution. Other browsers don't need it.
 */
export function beginNewLog(): Promise<void> {
	if (!('userAgentData' in navigator)) return Promise.resolve();
	return new Promise((resolve) => {
		void navigator.locks.request('airlock/new-log', { ifAvailable: true }, async (lock) => {
			if (lock) await fillLog().catch(() => undefined);
			resolve();
			// Held for as long as this worker lives: others need not do it again.
			if (lock) await new Promise(() => undefined);
		});
	});
}

async function fillLog(): Promise<void> {
	const scratch = await openDB(scratchName, 1, {
		upgrade: (database) => void database.createObjectStore('pieces', { autoIncrement: true })
	});
	try {
		const { store, done } = scratch.transaction('pieces', 'readwrite');
		done.catch(() => undefined);
		for (let count = 0; count < pieces; count++)
			await store.add(crypto.getRandomValues(new Uint8Array(pieceBytes)));
		await done;
	} finally {
		scratch.close();
		await deleteDB(scratchName);
	}
}
