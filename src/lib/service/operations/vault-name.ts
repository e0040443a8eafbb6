import { KmsError } from '#lib/domain/errors.ts';
import { longestVaultName } from '#lib/domain/vault/vault-record.ts';

/**
 * @returns the name as the vault keeps it: composed, without spaces around it
 * @throws {@link KmsError} `InvalidParameter` for an empty or a long one
 */
export function asVaultName(vaultName: string): string {
	const name = vaultName.normalize('NFC').trim();
	if (name === '' || [...name].length > longestVaultName)
		throw new KmsError('InvalidParameter', {
			parameter: 'VaultName',
			rule: 'FROM_1_TO_64_CHARACTERS'
		});
	return name;
}
