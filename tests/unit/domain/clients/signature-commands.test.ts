import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import {
	allowedSigner,
	opensslEncrypt,
	opensslVerify,
	signatureFiles,
	signedFiles,
	sshVerify,
	type SignedFiles
} from '#lib/domain/clients/signature-commands.ts';
import { signingAlgorithms, type CmkSpec, type SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import { isSshAlgorithm } from '#lib/domain/key/ssh-signature.ts';
import { toPem } from '#lib/domain/pem.ts';
import { Workbench } from '../../../support/openssl.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';

const bench = new Workbench();
afterAll(() => bench.remove());
let vault: TestVault;
beforeAll(async () => {
	vault = await newVault();
});

const specOf = (algorithm: SigningAlgorithm): CmkSpec => {
	if (algorithm.startsWith('RSA')) return 'RSA_2048';
	if (algorithm === 'ED25519_SHA_512') return 'ECC_NIST_EDWARDS25519';
	return ({ 256: 'ECC_NIST_P256', 384: 'ECC_NIST_P384', 512: 'ECC_NIST_P521' } as const)[
		Number(algorithm.slice(-3)) as 256 | 384 | 512
	];
};

const keys = new Map<CmkSpec, Promise<string>>();
function keyOf(KeySpec: CmkSpec): Promise<string> {
	const made = keys.get(KeySpec) ?? newKey(vault, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
	keys.set(KeySpec, made);
	return made;
}

// Debian's OpenSSL is older than 3.5, which knows ML-DSA.
const known = signingAlgorithms.filter((algorithm) => algorithm !== 'ML_DSA_SHAKE_256');

describe.each(known)('the command for %s', (SigningAlgorithm) => {
	test('verifies what Airlock signed, and nothing else', async () => {
		const KeyId = await keyOf(specOf(SigningAlgorithm));
		const Message = utf8('what is signed, longer than one block of the hash: '.repeat(4));
		const { PublicKey } = await vault.handle('GetPublicKey', { KeyId });
		const { Signature } = await vault.handle('Sign', { KeyId, Message, SigningAlgorithm });
		bench.write(signatureFiles.publicKey, toPem('PUBLIC KEY', PublicKey));
		bench.write(signatureFiles.message, Message);
		bench.write(signatureFiles.signature, Signature);
		bench.shell(opensslVerify(SigningAlgorithm, 'BASH'));
		bench.write(signatureFiles.message, utf8('something else'));
		expect(() => bench.shell(opensslVerify(SigningAlgorithm, 'BASH'))).toThrow(/Command failed/);
	});
});

describe.each(known.filter(isSshAlgorithm))('ssh-keygen with %s', (SigningAlgorithm) => {
	test('verifies what Airlock signed for it, and neither something else nor for something else', async () => {
		const KeyId = await keyOf(specOf(SigningAlgorithm));
		const Message = utf8('what is signed, longer than one block of the hash: '.repeat(4));
		const { Forms } = await vault.handle('GetPublicKey', { KeyId });
		const sign = { KeyId, Message: Message.slice(), SigningAlgorithm, SshNamespace: 'file' };
		const { SshSignature = '' } = await vault.handle('Sign', sign);
		const signer = (namespace: string) => allowedSigner(Forms.others?.openSsh ?? '', namespace);
		bench.write(signatureFiles.allowedSigners, signer('file') + signer('git'));
		bench.write(signatureFiles.message, Message);
		bench.write(signatureFiles.signature, SshSignature);
		expect(bench.shell(sshVerify('file', 'BASH'))).toMatch(/^Good "file" signature for signer/);
		expect(() => bench.shell(sshVerify('git', 'BASH'))).toThrow(/Command failed/);
		bench.write(signatureFiles.message, utf8('something else'));
		expect(() => bench.shell(sshVerify('file', 'BASH'))).toThrow(/Command failed/);
	});
});

test.each<[string | undefined, SignedFiles]>([
	['release-1.2.tar', { message: 'release-1.2.tar', signature: 'release-1.2.tar.sig' }],
	...['two words', '-rf', '$(x)', '报告', undefined].map(
		(name): [string | undefined, SignedFiles] => [name, signatureFiles]
	)
])('of a file called %s, the commands name what needs no quotes', (name, files) => {
	expect(signedFiles(name)).toEqual(files);
	expect(opensslVerify('ECDSA_SHA_256', 'BASH', signedFiles(name))).toContain(
		`-signature ${files.signature}`
	);
	expect(sshVerify('file', 'BASH', signedFiles(name))).toContain(`< ${files.message}`);
});

test.each(['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const)(
	'what its command for %s encrypts, Airlock decrypts',
	async (EncryptionAlgorithm) => {
		const KeyId = await newKey(vault, { KeySpec: 'RSA_2048' });
		const { PublicKey } = await vault.handle('GetPublicKey', { KeyId });
		bench.write(signatureFiles.publicKey, toPem('PUBLIC KEY', PublicKey));
		bench.write(signatureFiles.plaintext, utf8('for the vault'));
		bench.shell(opensslEncrypt(EncryptionAlgorithm, 'BASH'));
		const CiphertextBlob = bench.read(signatureFiles.ciphertext);
		const request = { KeyId, CiphertextBlob, EncryptionAlgorithm };
		expect((await vault.handle('Decrypt', request)).Plaintext).toEqual(utf8('for the vault'));
	}
);
