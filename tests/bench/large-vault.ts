/** Vaults of many CMKs, made by the engine's own commits of many at once, and compacted. */
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
import { compact } from '#lib/service/engine/compaction.ts';
import { sealErasable } from '#lib/service/engine/erasables.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import type { OpenVault } from '#lib/service/engine/open-vault.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import { create, openEngine, passphrase } from './engine.ts';
import { timed, type Report } from './samples.ts';

/** How many keys a vault has, and as many log entries. */
export const sizes = { few: 1000, many: 10_000, most: 100_000 } as const;
export const vaultOf = (keyCount: number): string => `bench-${keyCount}`;
/** As tables say it. */
export const keysInWords = (keyCount: number): string => `${keyCount.toLocaleString('en')} keys`;
/** The alias of a key that is ENABLED. */
export const someAlias = 'alias/payments-eu-000000';
/** Part of a tenth of all names. */
export const commonWord = 'ledger';

const keysInOneCommit = 1000;
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

/** Makes one, and says how long its keys took. */
export async function making(keyCount: number, database = vaultOf(keyCount)): Promise<Report> {
	const engine = openEngine(database);
	await create(engine);
	const vault = await open(engine.store);
	const { ms } = await timed(1, () => makeKeys(engine.store, vault, keyCount));
	engine.store.close();
	const figure = { what: `making ${keysInWords(keyCount)}`, value: ms / 1000, unit: 's' };
	return { ratios: [], breakdowns: [], figures: [figure] };
}

async function makeKeys(store: VaultStore, vault: OpenVault, keyCount: number): Promise<void> {
	for (let first = 0; first < keyCount; first += keysInOneCommit) {
		const now = Date.now();
		const indices = Array.from({ length: keysInOneCommit }, (_, offset) => first + offset);
		const made = await Promise.all(indices.map((index) => makeKey(vault, index, now)));
		await commitChange(
			store,
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
	await compact(store, vault, { all: true });
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
	return `${word}-${region}-${String(index).padStart(6, '0')}`;
}
