import type { Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Request, Response } from '#lib/service/api.ts';
import { createKms, type Kms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { createSeenInMemory, type SeenStore } from '#lib/storage/seen-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';

export const passphrase = 'correct horse battery staple';
/** It as the bytes that operations take, and wipe. */
export const passphraseAgain = (): Bytes => passphraseBytes(passphrase);
/** Argon2id at the lowest cost that the format allows: these tests are about what comes after it. */
export const cheapPassphrase = { memoryKiB: 8, passes: 1, lanes: 1 };
/** scrypt at the lowest cost that age takes. */
export const cheapAgeFile = 1;
export const startOfTests: EpochMillis = Date.UTC(2026, 10, 24, 12, 0, 0);

/** A clock that a test sets. Running time follows it forward, and never goes back. */
export class TestClock {
	#now = startOfTests;
	#uptime = 0;

	now = (): EpochMillis => this.#now;
	uptime = (): number => this.#uptime;

	set(time: EpochMillis): void {
		this.#uptime += Math.max(0, time - this.#now);
		this.#now = time;
	}

	advance(ms: number): void {
		this.set(this.#now + ms);
	}

	/** Only the clock jumps; no time has passed. */
	jump(ms: number): void {
		this.#now += ms;
	}
}

export interface TestVault {
	kms: Kms;
	handle: Kms['handle'];
	store: VaultStore;
	clock: TestClock;
}

/** Another tab, or the next start, over the same store: locked at first. @param seen - what its browser has seen */
export function openTab(
	store: VaultStore,
	clock: TestClock,
	seen: SeenStore = createSeenInMemory()
): TestVault {
	const kms = createKms({
		store,
		seen,
		clock,
		passphraseCost: cheapPassphrase,
		ageWorkFactor: cheapAgeFile
	});
	return { kms, handle: kms.handle, store, clock };
}

export async function unlock(vault: TestVault): Promise<Response<'UnlockVault'>> {
	return vault.handle('UnlockVault', { Passphrase: passphraseBytes(passphrase) });
}

/** A new, unlocked vault in memory. */
export async function newVault(store: VaultStore = createMemoryStore()): Promise<TestVault> {
	const vault = openTab(store, new TestClock());
	await vault.handle('CreateVault', {
		VaultName: 'Test vault',
		Passphrase: passphraseBytes(passphrase)
	});
	return vault;
}

export async function newKey(
	{ handle }: TestVault,
	request: Request<'CreateKey'> = { Origin: 'EXTERNAL' }
): Promise<Cmk['keyId']> {
	return (await handle('CreateKey', request)).KeyMetadata.KeyId;
}

/** A fixed, strong key material: bytes 0, 7, 14, … */
export const someKeyMaterial = (seed = 0): Bytes =>
	Uint8Array.from({ length: 32 }, (_, index) => (seed + index * 7) % 256);

/** The same vault as it is now, in a store and with a clock of its own: what happens there leaves this one alone. */
export async function fork(vault: TestVault): Promise<TestVault> {
	const clock = new TestClock();
	clock.set(vault.clock.now());
	const copy = openTab(createMemoryStore(await vault.store.readSnapshot()), clock);
	await unlock(copy);
	return copy;
}
