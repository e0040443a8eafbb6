import type { Names, Causes } from '../containers.ts';

/** Files of other programs: what they are called, and what has to be done before their inside is of use. */
export const containerMessages = {
	names: {
		JWE: 'an encrypted JSON object (JWE)',
		OPENSSL_ENC: 'a file encrypted with “openssl enc”',
		TR_31: 'a TR-31 key block',
		PGP: 'a PGP file',
		CMS: 'a CMS (PKCS #7) file',
		VAULT_CIPHERTEXT: 'a ciphertext of Vault (“vault:v…”)',
		ANSIBLE_VAULT: 'a file encrypted with Ansible Vault',
		FERNET: 'a Fernet token',
		SOPS: 'a file encrypted with SOPS',
		AWS_CIPHERTEXT: 'a ciphertext of AWS KMS',
		AWS_ENCRYPTION_SDK: 'a message of the AWS Encryption SDK',
		SEALED_JSON: 'ciphertext in a JSON object',
		LUKS: 'an encrypted disk (LUKS)',
		KEEPASS: 'a KeePass database',
		GZIP: 'a gzip file',
		TAR: 'a tar file',
		BZIP2: 'a bzip2 file',
		XZ: 'an xz file',
		ZSTD: 'a Zstandard file',
		SEVEN_ZIP: 'a 7-Zip file',
		RAR: 'a RAR file',
		JKS: 'a Java key store (JKS)',
		JCEKS: 'a Java key store (JCEKS)',
		TINK_KEYSET: 'a Tink keyset',
		AGE_IDENTITY: 'an age identity, which opens age files',
		JWT: 'a signed token (JWT)',
		AGE_RECIPIENT: 'an age recipient',
		SSH_SIGNATURE: 'an SSH signature',
		JAVA_OBJECT: 'a serialized Java object',
		SQLITE: 'an SQLite database',
		PDF: 'a PDF document',
		IMAGE: 'a picture'
	} satisfies Names,
	title: (name: string) => `This is ${name}.`,
	causes: {
		ENCRYPTED:
			'What is inside is encrypted in its own way; it is no key material as it stands. Open it with the program and the key or password that made it, then choose the result.',
		ARCHIVE: 'No key was found in it. Unpack it and choose the file inside.',
		KEY_STORE: 'Take the key out of it with the program that made it, then choose the result.',
		OTHER: 'It holds no key that can be read here. You may have chosen another file than you meant.'
	} satisfies Causes
};
