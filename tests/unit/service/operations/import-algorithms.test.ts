import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { wrappingAlgorithms, wrappingKeySpecs } from '#lib/domain/import/wrapping.ts';
import { getParameters, importRequest } from '../../../support/importing.ts';
import { newKey, newVault, someKeyMaterial } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const sha256Prefix = createHash('sha256').update(someKeyMaterial(9)).digest('hex').slice(0, 32);

describe.each(wrappingKeySpecs)('%s', (WrappingKeySpec) => {
	test.each(wrappingAlgorithms)(
		'imports what %s has wrapped elsewhere',
		async (WrappingAlgorithm) => {
			const vault = await newVault();
			const KeyId = await newKey(vault);
			const parameters = await getParameters(vault, KeyId, { WrappingAlgorithm, WrappingKeySpec });
			const request = importRequest(parameters, someKeyMaterial(9));
			const modulusBytes = Number(WrappingKeySpec.slice(4)) / 8;
			const hybrid = WrappingAlgorithm.startsWith('RSA_AES');
			expect(request.EncryptedKeyMaterial).toHaveLength(modulusBytes + (hybrid ? 40 : 0));
			const { KeyMetadata } = await vault.handle('ImportKeyMaterial', request);
			expect(KeyMetadata).toMatchObject({ KeyState: 'ENABLED', KeyCheckValue: { sha256Prefix } });
		},
		180_000
	);
});
