import type { ContainerForm, ContainerGroup } from '#lib/domain/reading/container-groups.ts';
import { inEachLanguage } from './texts.ts';

/** Programs and services that encrypt, of which the name is enough in any language. */
export const encryptedBy = {
	OPENSSL_ENC: '“openssl enc”',
	VAULT_CIPHERTEXT: 'Vault (“vault:v…”)',
	ANSIBLE_VAULT: 'Ansible Vault',
	SOPS: 'SOPS',
	AWS_CIPHERTEXT: 'AWS KMS',
	AWS_ENCRYPTION_SDK: 'AWS Encryption SDK',
	GOOGLE_CIPHERTEXT: 'Google Cloud KMS',
	AZURE_BACKUP: 'Azure Key Vault',
	DPAPI: 'Windows (DPAPI)',
	GIT_CRYPT: 'git-crypt'
} as const satisfies Partial<Record<ContainerForm, string>>;

export type Names = Readonly<Record<Exclude<ContainerForm, keyof typeof encryptedBy>, string>>;
export type Causes = Readonly<Record<ContainerGroup, string>>;

/** Files of other programs: what they are called, and what has to be done before their inside is of use. */
export const containerMessages = inEachLanguage('containerMessages');
