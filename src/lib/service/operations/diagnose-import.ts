/** DiagnoseImport. */
import { wipe } from '#lib/domain/bytes.ts';
import type { OperationFunction } from '../engine/context.ts';
import { diagnoseEncryptedKey } from '../diagnosis/encrypted-key.ts';
import { diagnoseImportToken } from '../diagnosis/import-token.ts';

/**
 * Says why files are refused, or would be. It reads only: no state changes, and nothing is logged.
 *
 * Everything in the files is wiped, since one of them may be key material; what was unwrapped never leaves.
 */
export const diagnoseImport: OperationFunction<'DiagnoseImport'> = async (
	context,
	{ KeyId, EncryptedKeyMaterial, ImportToken }
) => {
	try {
		return await context.read(async (moment) => {
			const cmk = moment.vault.cmk(KeyId);
			const encryptedKey =
				EncryptedKeyMaterial && (await diagnoseEncryptedKey(moment, cmk, EncryptedKeyMaterial));
			const setId = encryptedKey?.setId ?? null;
			const token = ImportToken && (await diagnoseImportToken(moment, cmk, ImportToken, setId));
			return {
				EncryptedKey: encryptedKey?.findings ?? [],
				ImportToken: token?.findings ?? [],
				Repaired: {
					EncryptedKey: encryptedKey?.repaired ?? null,
					ImportToken: token?.repaired ?? null
				}
			};
		});
	} finally {
		wipe(EncryptedKeyMaterial, ImportToken);
	}
};
