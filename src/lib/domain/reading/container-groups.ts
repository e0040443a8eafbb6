/** What is to be done with each kind of container before its inside is of use. */
export const containerGroups = {
	OPENSSL_ENC: 'ENCRYPTED',
	VAULT_CIPHERTEXT: 'ENCRYPTED',
	ANSIBLE_VAULT: 'ENCRYPTED',
	SOPS: 'ENCRYPTED',
	AWS_CIPHERTEXT: 'ENCRYPTED',
	AWS_ENCRYPTION_SDK: 'ENCRYPTED',
	GOOGLE_CIPHERTEXT: 'ENCRYPTED',
	AZURE_BACKUP: 'ENCRYPTED',
	DPAPI: 'ENCRYPTED',
	GIT_CRYPT: 'ENCRYPTED',
	JWE: 'ENCRYPTED',
	TR_31: 'ENCRYPTED',
	PGP: 'ENCRYPTED',
	CMS: 'ENCRYPTED',
	SMIME: 'ENCRYPTED',
	FERNET: 'ENCRYPTED',
	CIPHERTEXT: 'ENCRYPTED',
	LUKS: 'ENCRYPTED',
	KEEPASS: 'ENCRYPTED',
	GZIP: 'ARCHIVE',
	TAR: 'ARCHIVE',
	BZIP2: 'ARCHIVE',
	XZ: 'ARCHIVE',
	ZSTD: 'ARCHIVE',
	SEVEN_ZIP: 'ARCHIVE',
	RAR: 'ARCHIVE',
	CPIO: 'ARCHIVE',
	AR: 'ARCHIVE',
	JKS: 'KEY_STORE',
	JCEKS: 'KEY_STORE',
	TINK_KEYSET: 'KEY_STORE',
	AGE_IDENTITY: 'KEY_STORE',
	RSA_MODULUS: 'LISTING',
	ASN1_LISTING: 'LISTING',
	RECOVERY_SHARES: 'SHARES',
	SMIME_SIGNED: 'OTHER',
	JWT: 'OTHER',
	AGE_RECIPIENT: 'OTHER',
	SSH_SIGNATURE: 'OTHER',
	JAVA_OBJECT: 'OTHER',
	SQLITE: 'OTHER',
	PDF: 'OTHER',
	IMAGE: 'OTHER'
} as const satisfies Readonly<
	Record<string, 'ENCRYPTED' | 'ARCHIVE' | 'KEY_STORE' | 'LISTING' | 'SHARES' | 'OTHER'>
>;
/** A form of file that holds keys and that Airlock recognises but does not open. */
export type ContainerForm = keyof typeof containerGroups;
/** Forms that the same sentence tells of. */
export type ContainerGroup = (typeof containerGroups)[ContainerForm];
