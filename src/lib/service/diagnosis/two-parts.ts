import type { Cmk } from '#lib/domain/key/cmk.ts';
import { isPair } from '#lib/domain/key/kinds.ts';
import { isHybrid } from '#lib/domain/import/wrapping.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/**
 * Whether the user makes files of two parts for this CMK: it had parameters that ask for them, or a file for such was
 * brought. What such a user brings as one RSA block may be the first part, a throw-away AES key. A CMK that is bound
 * takes no other key material anyway, and a pair no AES key.
 */
export const isUsedToTwoParts = (vault: OpenVault, cmk: Cmk): boolean =>
	cmk.boundCheckValue === null &&
	!isPair(cmk.keySpec) &&
	(vault.draft(cmk.keyId).twoParts === true ||
		cmk.replacedWrappingKeys.some((set) => isHybrid(set.wrappingAlgorithm)));
