import { readdirSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { clientCommands, savedPrograms } from '#lib/domain/clients/client-commands.ts';
import { wrappingAlgorithms, wrappingKeySpecs } from '#lib/domain/import/wrapping.ts';
import { getParameters, importRequest } from '../../../support/importing.ts';
import { Workbench } from '../../../support/openssl.ts';
import { openOutside } from '../../../support/outside.ts';
import { newKey, newVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

// The commands for OpenSSL, run in the folder of the unpacked parameters as they are shown, for each size and algorithm.
// That the page shows just these is encrypt-elsewhere.browser.test.ts's; the whole way is openssl-import.spec.ts's.

reuseWrappingKeyPairs();

const benches: Workbench[] = [];
afterAll(() => {
	for (const bench of benches) bench.remove();
});

const cases = wrappingKeySpecs.flatMap((spec) =>
	wrappingAlgorithms.map((algorithm) => ({ spec, algorithm }))
);

test.each(cases)(
	'$algorithm with $spec: OpenSSL makes a file that is imported',
	async ({ spec, algorithm }) => {
		const vault = await newVault();
		const parameters = await getParameters(vault, await newKey(vault), {
			WrappingKeySpec: spec,
			WrappingAlgorithm: algorithm
		});
		const { KeyId } = parameters;
		const bench = new Workbench();
		benches.push(bench);
		const { File } = await vault.handle('DownloadImportParameters', { KeyId });
		bench.write('parameters.zip', File);
		const commands = clientCommands('OPENSSL', algorithm).map(({ text }) => text);
		const said = bench.shell(
			['unzip -q parameters.zip', 'sha256sum -c SHA256SUMS', ...commands].join('\n')
		);
		expect(said.match(/: OK$/gm)).toHaveLength(6 + savedPrograms(algorithm).length);
		expect(said).toMatch(/^OpenSSL 3\./m);
		expect(readdirSync(bench.folder)).not.toContain('aes.key');

		await vault.handle('ImportKeyMaterial', {
			...importRequest(parameters),
			EncryptedKeyMaterial: bench.read('EncryptedKeyMaterial.bin'),
			ImportToken: bench.read('ImportToken.bin')
		});
		const Plaintext = new TextEncoder().encode('made in Airlock');
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext });
		const opened = openOutside(bench.read('KeyMaterial.bin'), Buffer.from(CiphertextBlob));
		expect(opened.toString()).toBe('made in Airlock');
	}
);
