/** A vault of 10,000 CMKs, made by the engine's own commits of many at once. */
import { newCmk, type Cmk } from '#lib/domain/key/cmk.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { dayMs } from '#lib/domain/time.ts';
import type { VaultRecord } from '#lib/domain/vault/vault-record.ts';
import { generateSealedKeyMaterial } from '#lib/crypto/key-material.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { openSlot } from '#lib/crypto/slot.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import { commitChange } from '#lib/service/engine/commit.ts';
import { sealErasable } from '#lib/service/engine/erasables.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import type { OpenVault } from '#lib/service/engine/open-vault.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { create, openEngine, passphrase } from './engine.ts';

export const largeVault = 'bench-large';
export const keyCount = 10_000;
export const manyKeys = '10,000 keys';
/** The alias of a key that is ENABLED. */
export const someAlias = 'alias/payments-eu-00000';
/** Part of a tenth of all names. */
export const commonWord = 'ledger';

const keysInOneCommit = 500;
const words = [
	'payments',
	commonWord,
	'backup',
	'signing',
	'archive',
	'mail',
	'invoices',
	'audit',
	'staging',
	'reports'
];
const regions = ['eu', 'us', 'ap'];

export async function seedLargeVault(): Promise<void> {
	const engine = openEngine(largeVault);
	await create(engine);
	const vault = await open(engine.store);
	for (let first = 0; first < keyCount; first += keysInOneCommit) {
		const now = Date.now();
		const indices = Array.from({ length: keysInOneCommit }, (_, offset) => first + offset);
		const made = await Promise.all(indices.map((index) => makeKey(vault, index, now)));
		await commitChange(
			engine.store,
			{ vault, now },
			{
				put: made.flatMap(({ records }) => records),
				putErasables: made.flatMap(({ material }) => material),
				log: made.map(({ cmk: { keyId, origin } }) => ({
					operation: 'CreateKey',
					keyId,
					detail: { origin }
				}))
			}
		);
	}
	engine.store.close();
}

async function open(store: VaultStore): Promise<OpenVault> {
	const snapshot = await store.readSnapshot();
	const [slot] = snapshot?.slots ?? [];
	if (!snapshot || !slot) throw new Error('the vault has not been created');
	const { vaultId } = snapshot;
	const rootKey = await openSlot(vaultId, slot, passphraseBytes(passphrase));
	if (!rootKey) throw new Error('the passphrase does not open the vault');
	return loadVault(snapshot, await deriveVaultKeys(rootKey, vaultId), Date.now());
}

interface MadeKey {
	cmk: Cmk;
	records: VaultRecord[];
	material: ErasableRow[];
}

/** Of twenty keys 14 are ENABLED, 2 DISABLED, 3 PENDING_IMPORT and 1 PENDING_DELETION. */
async function makeKey(vault: OpenVault, index: number, now: number): Promise<MadeKey> {
	const place = index % 20;
	const keyId = asKeyId(randomUuid());
	const name = nameOf(index);
	const isExternal = place >= 16 && place < 19;
	const cmk: Cmk = {
		...newCmk(keyId, {
			origin: isExternal ? 'EXTERNAL' : 'AIRLOCK',
			description: `Key ${index} of the vault, for ${name}`,
			now
		}),
		enabled: place < 14,
		deletionDate: place === 19 ? now + 30 * dayMs : null
	};
	const alias = { aliasId: randomUuid(), name, targetKeyId: keyId, creationDate: now };
	const made = isExternal
		? undefined
		: await sealErasable(vault, 'material', keyId, null, generateSealedKeyMaterial);
	return {
		cmk,
		material: made ? [made.row] : [],
		records: [
			{ kind: 'alias', alias },
			{
				kind: 'cmk',
				cmk: made
					? {
							...cmk,
							material: {
								expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
								...made.reference,
								since: now
							}
						}
					: cmk
			}
		]
	};
}

function nameOf(index: number): string {
	const word = words[index % words.length] ?? '';
	const region = regions[Math.floor(index / words.length) % regions.length] ?? '';
	return `${word}-${region}-${String(index).padStart(5, '0')}`;
}
