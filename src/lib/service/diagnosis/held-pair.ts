import { equalBytes, fromBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError, type PrivateKeyFault } from '#lib/domain/errors.ts';
import type { ParameterSetId } from '#lib/domain/ids.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import { privateKeyIn } from '#lib/domain/import/private-key-fault.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { isBareSeed } from '#lib/domain/key/key-material.ts';
import type { PairSpec } from '#lib/domain/key/kinds.ts';
import { boundPublicKey } from '#lib/crypto/check-value.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { arrivedMaterial, type ArrivedMaterial } from '../operations/arrived-material.ts';

/** @returns whether bytes are a key, in whatever form: a throw-away AES key is none, and is as long as a bare seed */
export function looksLikeKey(unwrapped: Bytes, keySpec: PairSpec): boolean {
	if (isBareSeed(unwrapped, keySpec)) return false;
	const found = privateKeyIn(unwrapped, keySpec);
	if ('fault' in found) return found.fault.reason !== 'NO_PRIVATE_KEY';
	wipe(found.pkcs8);
	return true;
}

/** @returns whether a CMK is bound to the pair of this private key; undefined for one that is bound to none yet */
export async function isBoundToPair(
	vault: OpenVault,
	cmk: Cmk,
	unwrapped: Bytes
): Promise<boolean | undefined> {
	if (cmk.boundCheckValue === null) return undefined;
	const arrived = await arrivedOrFault(vault, cmk, unwrapped);
	return 'bound' in arrived && equalBytes(arrived.bound, fromBase64(cmk.boundCheckValue));
}

/** What is inside a file for a pair, against what the CMK takes. */
export async function pairFindings(
	vault: OpenVault,
	cmk: Cmk,
	setId: ParameterSetId,
	unwrapped: Bytes
): Promise<ImportFinding[]> {
	const arrived = await arrivedOrFault(vault, cmk, unwrapped);
	if ('reason' in arrived) return [faultFinding(arrived)];
	const { bound, checkValue: found } = arrived;
	const isBound =
		cmk.boundCheckValue === null || equalBytes(bound, fromBase64(cmk.boundCheckValue));
	const owner = await otherPair(vault, cmk, arrived);
	const ofOther: ImportFinding[] = owner ? [{ id: 'EK-OTHERCMK', keyId: owner.keyId }] : [];
	if (!isBound) return [...ofOther, { id: 'EK-DIFF', bound: cmk.keyCheckValue, found }];
	return [{ id: 'EK-OK', setId, keyCheckValue: found }, ...ofOther];
}

async function arrivedOrFault(
	vault: OpenVault,
	cmk: Cmk,
	unwrapped: Bytes
): Promise<ArrivedMaterial | PrivateKeyFault> {
	try {
		return await arrivedMaterial(vault, cmk, unwrapped);
	} catch (error) {
		if (isKmsError(error, 'InvalidPrivateKey')) return error.details;
		throw error;
	}
}

/** @returns another CMK of the vault that is bound to this pair */
async function otherPair(
	{ cmks, keys }: OpenVault,
	cmk: Cmk,
	{ publicKey }: ArrivedMaterial
): Promise<Cmk | undefined> {
	if (!publicKey) return undefined;
	for (const other of cmks.values()) {
		const { keyId, keySpec, boundCheckValue: bound } = other;
		if (keyId === cmk.keyId || keySpec !== cmk.keySpec || bound === null) continue;
		const itsBound = await boundPublicKey(keys.checkValue, keyId, publicKey);
		if (equalBytes(itsBound, fromBase64(bound))) return other;
	}
	return undefined;
}

const findingIds: Partial<Record<PrivateKeyFault['reason'], ImportFaultId>> = {
	OTHER_KIND_OF_KEY: 'EK-KEYKIND',
	OTHER_ALGORITHM: 'EK-KEYKIND',
	NOT_PKCS_8: 'EK-KEYFORM',
	ENCRYPTED: 'EK-KEYFORM',
	EXPANDED_ONLY: 'EK-KEYFORM',
	PUBLIC_HALF: 'EK-KEYHALF',
	DAMAGED: 'EK-KEYBAD'
};
type ImportFaultId = 'EK-KEYKIND' | 'EK-KEYFORM' | 'EK-KEYHALF' | 'EK-KEYBAD' | 'EK-NOKEY';

const faultFinding = (fault: PrivateKeyFault): ImportFinding => ({
	id: findingIds[fault.reason] ?? 'EK-NOKEY',
	fault
});
