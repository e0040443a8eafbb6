import { describe, expect, test } from 'vitest';
import { opensslCommands } from '#lib/domain/clients/openssl-commands.ts';
import { wrappingAlgorithms } from '#lib/domain/import/wrapping.ts';

const allLines = (algorithm: (typeof wrappingAlgorithms)[number]) =>
	opensslCommands(algorithm)
		.map(({ text }) => text.replaceAll(/\\\n\s*/g, ''))
		.join('\n');

describe.each(wrappingAlgorithms)('%s', (algorithm) => {
	test('names both hashes of OAEP, since OpenSSL uses SHA-1 for one that is left out', () => {
		const hash = algorithm.endsWith('SHA_1') ? 'sha1' : 'sha256';
		const encrypting = allLines(algorithm)
			.split('\n')
			.filter((line) => line.includes('pkeyutl'));
		expect(encrypting).toHaveLength(1);
		expect(encrypting[0]).toContain(
			`-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash} -pkeyopt rsa_mgf1_md:${hash}`
		);
		expect(encrypting[0]).toContain('-pubin');
	});

	test('begins with the version that is needed, and makes 32 random bytes', () => {
		const [version, make] = opensslCommands(algorithm);
		expect(version).toEqual({ step: 'CHECK_VERSION', text: 'openssl version' });
		expect(make).toEqual({
			step: 'MAKE_KEY_MATERIAL',
			text: '[ -e KeyMaterial.bin ] || openssl rand -out KeyMaterial.bin 32'
		});
	});

	test('uses the file names it is given', () => {
		const commands = opensslCommands(algorithm, {
			publicKey: 'a.der',
			keyMaterial: 'b.bin',
			encryptedKey: 'c.bin'
		});
		const text = commands.map((command) => command.text).join('\n');
		for (const name of ['a.der', 'b.bin', 'c.bin']) expect(text).toContain(name);
		expect(text).not.toMatch(/PublicKey|KeyMaterial|EncryptedKey/);
	});
});

describe.each(['RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1'] as const)(
	'%s',
	(algorithm) => {
		test('wraps with padding and the whole initial value of RFC 5649', () => {
			expect(allLines(algorithm)).toMatch(/openssl enc -id-aes256-wrap-pad -K .* -iv A65959A6 /);
		});

		test('puts the RSA block first', () => {
			expect(allLines(algorithm)).toContain(
				'cat aes.wrapped key.wrapped > EncryptedKeyMaterial.bin'
			);
		});

		test('ends by erasing the intermediate key', () => {
			expect(opensslCommands(algorithm).at(-1)).toEqual({
				step: 'ERASE_INTERMEDIATE',
				text: 'rm aes.key aes.wrapped key.wrapped'
			});
		});
	}
);
