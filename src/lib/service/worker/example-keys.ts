/**
 * The vault that people look around in: keys in every state, as a month of work leaves them, with the log of that month.
 * The practice clock begins in the past and moves on, so that the engine itself has done all that is there.
 */
import { aliasPrefix } from '#lib/domain/key/alias.ts';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { dayMs, hourMs, type EpochMillis } from '#lib/domain/time.ts';
import { wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { Handle, Request } from '../api.ts';
import type { PracticeClock } from './offset-clock.ts';

/**
 * Fills a new vault, whose clock is `examplesBegin` behind, and leaves the clock at the machine's time.
 *
 * @throws KmsError what an operation refuses
 */
export async function makeExampleKeys(handle: Handle, clock: PracticeClock): Promise<void> {
	const daysAgo = (days: number) => clock.setOffset(-days * dayMs);

	daysAgo(30);
	const payments = await importedKey(handle, 'payments-master');
	const sessions = await createKey(handle, 'session-tokens', { Origin: 'AIRLOCK' });
	const crm = await importedKey(handle, 'legacy-crm');

	daysAgo(28);
	const customers = await importedKey(
		handle,
		'customer-data',
		clock.now() + 28 * dayMs + 20 * hourMs
	);
	const lake = await createKey(handle, 'data-lake', { Origin: 'AIRLOCK', Exportable: true });
	await use(handle, payments, 2);

	daysAgo(21);
	await importedKey(handle, 'backup', clock.now() + 18 * dayMs);
	await importedKey(handle, 'hr-archive', clock.now() + 33 * dayMs);
	const billing = await createKey(handle, 'old-billing', { Origin: 'AIRLOCK' });
	await use(handle, customers, 1);

	daysAgo(9);
	await handle('DisableKey', { KeyId: billing });
	await handle('DeleteImportedKeyMaterial', { KeyId: crm });
	await use(handle, sessions, 3);

	daysAgo(2);
	const staging = await importedKey(handle, 'staging');
	await handle('ScheduleKeyDeletion', { KeyId: staging, PendingWindowInDays: 7 });
	await createKey(handle, 'mobile-app', { Origin: 'EXTERNAL' });
	await use(handle, lake, 2);
	await refusedDecrypt(handle, customers, payments);

	clock.setOffset(-3 * hourMs);
	await createKey(handle, 'log-archive', { Origin: 'AIRLOCK' });
	await importWithMistake(
		handle,
		await createKey(handle, 'partner-exchange', { Origin: 'EXTERNAL' })
	);
	await use(handle, payments, 1);

	clock.setOffset(0);
}

/** Keys of the same team and stage have the same tags, so that the list can be filtered by them. */
const tags: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'payments-master': { env: 'prod', team: 'payments' },
	'session-tokens': { env: 'prod', team: 'web' },
	'customer-data': { env: 'prod', team: 'web' },
	'data-lake': { env: 'prod', team: 'data' },
	staging: { env: 'test', team: 'web' },
	'mobile-app': { env: 'test', team: 'web' },
	'old-billing': { team: 'payments', legacy: '' }
};

async function createKey(
	handle: Handle,
	name: string,
	request: Omit<Request<'CreateKey'>, 'AliasName'>
): Promise<KeyId> {
	const AliasName = aliasPrefix + name;
	const Tags = Object.entries(tags[name] ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
	return (await handle('CreateKey', { ...request, AliasName, ...(Tags.length > 0 && { Tags }) }))
		.KeyMetadata.KeyId;
}

/** RSA_2048 is made fastest. */
const parameters = (handle: Handle, KeyId: KeyId) =>
	handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048', Place: 'ELSEWHERE' });

/** @param validTo - left out where the key material never expires */
async function importedKey(handle: Handle, name: string, validTo?: EpochMillis): Promise<KeyId> {
	const KeyId = await createKey(handle, name, { Origin: 'EXTERNAL' });
	const { PublicKey, ImportToken } = await parameters(handle, KeyId);
	await handle('ImportKeyMaterial', {
		KeyId,
		ImportToken,
		EncryptedKeyMaterial: await wrapKeyMaterial('RSAES_OAEP_SHA_256', PublicKey, randomBytes(32)),
		...(validTo === undefined
			? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
			: { ValidTo: validTo })
	});
	return KeyId;
}

/** An import under way whose file was encrypted with another hash than its parameters ask for, as often happens. */
async function importWithMistake(handle: Handle, KeyId: KeyId): Promise<void> {
	const { PublicKey, ImportToken } = await parameters(handle, KeyId);
	const encrypted = await wrapKeyMaterial('RSAES_OAEP_SHA_1', PublicKey, randomBytes(32));
	const asRead = { ReadAs: 'BINARY' };
	await handle('SaveImportDraft', {
		KeyId,
		EncryptedKey: { ...asRead, Name: 'EncryptedKeyMaterial.bin', Bytes: encrypted },
		ImportToken: { ...asRead, Name: 'ImportToken.bin', Bytes: ImportToken }
	});
}

const EncryptionContext = { purpose: 'example' };

async function encrypt(handle: Handle, KeyId: KeyId): Promise<Bytes> {
	const request = { KeyId, Plaintext: utf8('an example'), EncryptionContext };
	return (await handle('Encrypt', request)).CiphertextBlob;
}

async function use(handle: Handle, KeyId: KeyId, times: number): Promise<void> {
	for (let time = 0; time < times; time++) {
		const CiphertextBlob = await encrypt(handle, KeyId);
		await handle('Decrypt', { CiphertextBlob, EncryptionContext });
	}
}

/** Somebody named the wrong key. The refusal is what the log is to show. */
async function refusedDecrypt(handle: Handle, key: KeyId, wrongKey: KeyId): Promise<void> {
	const CiphertextBlob = await encrypt(handle, key);
	await handle('Decrypt', { CiphertextBlob, KeyId: wrongKey, EncryptionContext }).catch(
		() => undefined
	);
}
