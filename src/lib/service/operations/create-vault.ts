import { wipe } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { initialFacts } from '#lib/domain/vault/vault-record.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import { commitChange } from '../engine/commit.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { OpenVault } from '../engine/open-vault.ts';
import { assertHardToGuess } from '../engine/passphrase.ts';
import { emptyDigest } from '../engine/sealing.ts';
import { describeVaultAt } from './describe-vault.ts';
import { newSlot } from './new-slot.ts';
import { asVaultName } from './vault-name.ts';

const rootKeyBytes = 32;
const vaultIdBytes = 16;

/** Makes a vault with its first slot, and unlocks it. */
export const createVault: OperationFunction<'CreateVault', VaultContext> = async (
	context,
	{ VaultName, Passphrase }
) => {
	const rootKey = randomBytes(rootKeyBytes);
	try {
		const name = asVaultName(VaultName);
		assertHardToGuess(Passphrase);
		if ((await context.store.readEpoch()) !== undefined)
			throw new KmsError('AlreadyExists', { resource: 'vault', id: name });
		const vaultId = randomBytes(vaultIdBytes);
		const slot = await newSlot(context, vaultId, Passphrase, rootKey);
		const now = context.clock.now();
		const vault = new OpenVault(vaultId, await deriveVaultKeys(rootKey, vaultId), 0, {
			count: 0,
			setDigest: emptyDigest,
			highestTimeSeen: now,
			logCount: 0,
			logHash: emptyDigest,
			slotsHash: emptyDigest
		});
		await commitChange(
			context.store,
			{ vault, now },
			{
				put: [{ kind: 'vault', vault: { ...initialFacts, name, creationDate: now } }],
				putSlots: [slot],
				log: [{ operation: 'CreateVault', keyId: null }]
			}
		);
		context.open(vault);
		context.emit({ type: 'changed' });
		return await context.read(describeVaultAt(context));
	} finally {
		wipe(Passphrase, rootKey);
	}
};
