import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import {
	googleImportMethod,
	isCloudKeyId,
	nextCommand,
	openBaoCommand,
	placeholdersIn,
	type CloudImport
} from '#lib/domain/wrap/cloud-commands.ts';
import { terminals } from '#lib/domain/clients/terminal.ts';
import { wrapTargetFacts, wrapTargets } from '#lib/domain/wrap/wrap-targets.ts';
import fc from '../../../support/properties.ts';

const plan = (facts: Partial<CloudImport> & Pick<CloudImport, 'target'>): CloudImport => ({
	method: 'RSAES_OAEP_SHA_256',
	modulusBits: 4096,
	keySpec: 'AES_256',
	cloudKeyId: undefined,
	validTo: undefined,
	...facts
});

/** @returns the words that a shell makes of the command, with `$(cat FILE)` left as it is */
function wordsOf(command: string | undefined): string[] {
	const quoted = (command ?? '').replace(/"\$\(cat ([\w.]+)\)"/g, "'<$1>'");
	return execFileSync('sh', ['-c', `printf '%s\\n' ${quoted}`], { encoding: 'utf8' })
		.trimEnd()
		.split('\n');
}

describe('nextCommand', () => {
	test('AWS: never expiring, with a placeholder', () => {
		expect(wordsOf(nextCommand(plan({ target: 'AWS' })))).toEqual([
			...['aws', 'kms', 'import-key-material', '--key-id', 'KEY_ID'],
			...['--encrypted-key-material', 'fileb://EncryptedKeyMaterial.bin'],
			...['--import-token', 'fileb://ImportToken.bin'],
			...['--expiration-model', 'KEY_MATERIAL_DOES_NOT_EXPIRE']
		]);
	});

	test('AWS: until a time, for a key', () => {
		const cloudKeyId =
			'arn:aws:kms:us-east-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
		const validTo = Date.UTC(2027, 0, 2, 3, 4, 5, 678);
		expect(wordsOf(nextCommand(plan({ target: 'AWS', cloudKeyId, validTo })))).toEqual([
			...['aws', 'kms', 'import-key-material', '--key-id', cloudKeyId],
			...['--encrypted-key-material', 'fileb://EncryptedKeyMaterial.bin'],
			...['--import-token', 'fileb://ImportToken.bin'],
			...['--expiration-model', 'KEY_MATERIAL_EXPIRES', '--valid-to', '2027-01-02T03:04:05Z']
		]);
	});

	test('Alibaba and Tencent: Base64, and an expiry in seconds only where there is one', () => {
		expect(wordsOf(nextCommand(plan({ target: 'ALIBABA', validTo: 1_800_000_000_999 })))).toEqual([
			...['aliyun', 'kms', 'ImportKeyMaterial', '--KeyId', 'KEY_ID'],
			...['--EncryptedKeyMaterial', '<EncryptedKeyMaterial.b64>'],
			...['--ImportToken', '<ImportToken.b64>', '--KeyMaterialExpireUnix', '1800000000']
		]);
		expect(wordsOf(nextCommand(plan({ target: 'TENCENT', cloudKeyId: 'k-1' })))).toEqual([
			...['tccli', 'kms', 'ImportKeyMaterial', '--KeyId', 'k-1'],
			...['--EncryptedKeyMaterial', '<EncryptedKeyMaterial.b64>'],
			...['--ImportToken', '<ImportToken.b64>']
		]);
	});

	test('Google: the algorithm follows from the kind of key', () => {
		expect(wordsOf(nextCommand(plan({ target: 'GOOGLE', keySpec: 'ECC_NIST_P256' })))).toEqual([
			...['gcloud', 'kms', 'keys', 'versions', 'import', '--import-job', 'IMPORT_JOB'],
			...['--location', 'LOCATION', '--keyring', 'KEY_RING', '--key', 'KEY'],
			...['--algorithm', 'ec-sign-p256-sha256'],
			...['--wrapped-key-file', 'EncryptedKeyMaterial.bin']
		]);
	});

	test('Azure: RSA to a vault, EC with its curve, AES to a managed HSM', () => {
		const azure = (keySpec: CloudImport['keySpec']) =>
			wordsOf(nextCommand(plan({ target: 'AZURE', keySpec }))).slice(4);
		const file = ['--byok-file', 'KeyTransferPackage.byok'];
		const vault = ['--vault-name', 'VAULT_NAME', '--name', 'KEY_NAME', ...file];
		expect(azure('RSA_2048')).toEqual(vault);
		expect(azure('ECC_NIST_P521')).toEqual([...vault, '--kty', 'EC', '--curve', 'P-521']);
		expect(azure('AES_256')).toEqual([
			...['--hsm-name', 'HSM_NAME', '--name', 'KEY_NAME', ...file, '--kty', 'oct']
		]);
	});

	test('Vault: the hash that was used; OpenBao the same under its name', () => {
		const vault = plan({ target: 'VAULT', method: 'RSA_AES_KEY_WRAP_SHA_1', keySpec: 'RSA_3072' });
		const rest = [
			'write',
			'transit/keys/KEY_NAME/import',
			'ciphertext=@EncryptedKeyMaterial.b64',
			'hash_function=SHA1',
			'type=rsa-3072'
		];
		expect(wordsOf(nextCommand(vault))).toEqual(['vault', ...rest]);
		expect(wordsOf(openBaoCommand(vault))).toEqual(['bao', ...rest]);
	});

	test('every kind that a service takes has its name in the command', () => {
		for (const target of wrapTargets)
			for (const keySpec of wrapTargetFacts[target].keySpecs)
				expect(nextCommand(plan({ target, keySpec })) ?? '').not.toMatch(/\b(ALGORITHM|TYPE)\b/);
	});

	test('no id that passes means anything to a shell', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 20 }), (cloudKeyId) => {
				fc.pre(isCloudKeyId(cloudKeyId));
				expect(wordsOf(nextCommand(plan({ target: 'AWS', cloudKeyId })))[4]).toBe(cloudKeyId);
			}),
			{ numRuns: 50 }
		);
		for (const bad of ['', 'a b', "a'b", 'a"b', '$(id)', 'a;b', '-x', 'a\nb', '`id`', 'a*'])
			expect(isCloudKeyId(bad), bad).toBe(false);
		expect(() => nextCommand(plan({ target: 'AWS', cloudKeyId: '$(id)' }))).toThrow(RangeError);
	});
});

test('the import methods of Google Cloud', () => {
	expect(googleImportMethod('RSA_AES_KEY_WRAP_SHA_256', 3072)).toBe('rsa-oaep-3072-sha256-aes-256');
	expect(googleImportMethod('RSA_AES_KEY_WRAP_SHA_1', 4096)).toBe('rsa-oaep-4096-sha1-aes-256');
	expect(googleImportMethod('RSAES_OAEP_SHA_256', 4096)).toBe('rsa-oaep-4096-sha256');
});

describe('placeholdersIn', () => {
	test('names what the user replaces, and no other word in capitals', () => {
		const namesFor = (facts: Parameters<typeof plan>[0]) =>
			placeholdersIn(nextCommand(plan(facts)) ?? '');
		expect(namesFor({ target: 'AWS' })).toEqual(['KEY_ID']);
		expect(namesFor({ target: 'AWS', cloudKeyId: 'mrk-1' })).toEqual([]);
		expect(namesFor({ target: 'VAULT', keySpec: 'HMAC_256' })).toEqual(['KEY_NAME', 'TYPE']);
		expect(namesFor({ target: 'GOOGLE' })).toEqual(['IMPORT_JOB', 'LOCATION', 'KEY_RING', 'KEY']);
		expect(namesFor({ target: 'AZURE' })).toEqual(['HSM_NAME', 'KEY_NAME']);
	});

	test('misses none in any terminal', () => {
		const other = ['KEY_MATERIAL_DOES_NOT_EXPIRE', 'SHA256', 'EC', 'RSA', 'OKP'];
		for (const target of wrapTargets)
			for (const terminal of terminals) {
				const command = nextCommand(plan({ target }), terminal) ?? '';
				const capitals = command.match(/(?<![\w-])[A-Z][A-Z\d_]+(?![\w-])/g) ?? [];
				expect(placeholdersIn(command)).toEqual(capitals.filter((word) => !other.includes(word)));
			}
	});
});
