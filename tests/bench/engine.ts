import type { Argon2idCost } from '#lib/crypto/argon2id.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { VaultEvent } from '#lib/service/api.ts';
import { createKms, type Kms } from '#lib/service/engine/kms.ts';
import { argon2idHere } from '#lib/crypto/argon2id.ts';
import { argon2idApart } from '#lib/service/worker/hash-worker.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { noMirrorFiles, useMirrorFiles } from '#lib/storage/mirror-files.ts';
import { serveHashWorkers } from '#lib/ui/engine/hash-workers.ts';
import { clockedStore, type ClockedStore } from './clocked-store.ts';

export const passphrase = 'correct horse battery staple';

let runArgon2id = argon2idHere;

/** Has passphrases hashed in workers of this script. */
export function hashIn(script: Blob): void {
	const { port1: line, port2: hashWorkers } = new MessageChannel();
	const url = URL.createObjectURL(script);
	serveHashWorkers(line, () => new Worker(url, { type: 'module', name: 'hash' }));
	runArgon2id = argon2idApart(hashWorkers);
}

/** The engine over IndexedDB, as in the vault worker. */
export interface Engine {
	handle: Kms['handle'];
	store: ClockedStore;
}

export interface EngineOptions {
	/** of a vault that it creates; left out, the product's own */
	passphraseCost?: Argon2idCost;
	emit?: (event: VaultEvent) => void;
	/** one copy, as in a browser that has no place for another */
	withoutMirror?: true;
}

/** @param databaseName - also names the vault's lock */
export function openEngine(
	databaseName: string,
	{ withoutMirror, ...options }: EngineOptions = {}
): Engine {
	const useFiles = withoutMirror ? noMirrorFiles : useMirrorFiles(databaseName);
	const store = clockedStore(openIndexedDbStore(databaseName, useFiles));
	const clock = { now: () => Date.now(), uptime: () => performance.now() };
	return {
		handle: createKms({ store, clock, runArgon2id, ...options }).handle,
		store
	};
}

export async function create({ handle }: Engine): Promise<void> {
	await handle('CreateVault', { VaultName: 'Bench', Passphrase: passphraseBytes(passphrase) });
}

export async function unlock({ handle }: Engine): Promise<void> {
	const { Damage } = await handle('UnlockVault', { Passphrase: passphraseBytes(passphrase) });
	if (Damage.length > 0) throw new Error(`the vault is damaged: ${JSON.stringify(Damage)}`);
}
