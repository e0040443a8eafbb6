import { beforeEach, describe, expect, test, vi } from 'vitest';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { initialFacts } from '#lib/domain/vault/vault-record.ts';
import { commitChange } from '#lib/service/engine/commit.ts';
import { OpenVault } from '#lib/service/engine/open-vault.ts';
import { emptyDigest } from '#lib/service/engine/sealing.ts';
import { Session } from '#lib/service/engine/session.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { startOfTests } from '../../../support/vault.ts';

const clock = { now: () => startOfTests, uptime: () => 0 };
const onDamage = vi.fn();
let store: VaultStore;
let session: Session;

async function emptyVault(to: VaultStore): Promise<OpenVault> {
	const vaultId = randomBytes(16);
	const vault = new OpenVault(vaultId, await deriveVaultKeys(randomBytes(32), vaultId), 0, {
		count: 0,
		setDigest: emptyDigest,
		highestTimeSeen: startOfTests,
		logCount: 0,
		logHash: emptyDigest,
		slotsHash: emptyDigest
	});
	const facts = { ...initialFacts, name: 'Test', creationDate: startOfTests };
	const change = { put: [{ kind: 'vault' as const, vault: facts }] };
	await commitChange(to, { vault, now: startOfTests }, change);
	return vault;
}

beforeEach(async () => {
	onDamage.mockClear();
	store = createMemoryStore();
	session = new Session(await emptyVault(store), { store, clock, onDamage });
});

describe('a session', () => {
	test('gives the vault as it is at rest', async () => {
		expect(await session.read(({ vault }) => vault.facts.name)).toBe('Test');
	});

	test('that is closed has neither the vault nor its keys, and refuses', async () => {
		session.close();
		expect(session.vault).toBeUndefined();
		expect((await refusalOf(session.read(() => 'answer'))).code).toBe('VaultLocked');
		expect(onDamage).not.toHaveBeenCalled();
	});

	test('closes when its vault is gone, and says so once however many look', async () => {
		const gone = createMemoryStore();
		session = new Session(await emptyVault(createMemoryStore()), {
			store: gone,
			clock,
			onDamage
		});
		const looks = [session.read(() => 'first'), session.read(() => 'second')];
		const refusals = await Promise.all(looks.map(async (look) => (await refusalOf(look)).code));
		expect(refusals).toContain('VaultNotFound');
		expect(session.vault).toBeUndefined();
		expect(onDamage).toHaveBeenCalledOnce();
	});

	test('closes without an alarm when another vault is in its place', async () => {
		const other = createMemoryStore();
		const another = await emptyVault(other);
		await commitChange(other, { vault: another, now: startOfTests }, {});
		session = new Session(await emptyVault(createMemoryStore()), {
			store: other,
			clock,
			onDamage
		});
		expect((await refusalOf(session.read(() => 'answer'))).code).toBe('VaultLocked');
		expect(session.vault).toBeUndefined();
		expect(onDamage).not.toHaveBeenCalled();
	});
});
