import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { clientCommands, savedPrograms } from '#lib/domain/clients/client-commands.ts';
import { checkSums } from '#lib/domain/clients/terminal.ts';
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

/** What people on a Mac type them into, and bash where zsh is not installed. */
const zsh = spawnSync('zsh', ['-c', 'true']).status === 0 ? 'zsh' : 'bash';
/** For a computer that lacks what each Mac has. */
const shasum = 'command -v shasum > /dev/null || shasum() { shift 2; sha256sum "$@"; }';

test.each(['RSAES_OAEP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_256'] as const)(
	'%s: the commands for macOS make a file that is imported',
	async (algorithm) => {
		const vault = await newVault();
		const parameters = await getParameters(vault, await newKey(vault), {
			WrappingAlgorithm: algorithm
		});
		const bench = new Workbench();
		benches.push(bench);
		const { File } = await vault.handle('DownloadImportParameters', { KeyId: parameters.KeyId });
		bench.write('parameters.zip', File);
		const commands = [
			shasum,
			'unzip -q parameters.zip',
			checkSums('ZSH', 'SHA256SUMS'),
			...clientCommands('OPENSSL', algorithm, 'AES_256', 'ZSH').map(({ text }) => text)
		];
		const said = bench.shell(commands.join('\n'), zsh);
		expect(said.match(/: OK$/gm)).toHaveLength(6 + savedPrograms(algorithm).length);
		await vault.handle('ImportKeyMaterial', {
			...importRequest(parameters),
			EncryptedKeyMaterial: bench.read('EncryptedKeyMaterial.bin'),
			ImportToken: bench.read('ImportToken.bin')
		});
	}
);

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
