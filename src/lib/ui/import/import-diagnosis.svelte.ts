import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError, type KmsErrorCode } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import type { Response } from '#lib/service/api.ts';
import type { ImportParametersInfo } from '#lib/service/api/key-metadata.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import type { ChosenFiles } from './chosen-files.svelte.ts';
import type { FieldName } from './field-entry.ts';

const fields = ['EncryptedKey', 'ImportToken'] as const;

const explained: readonly KmsErrorCode[] = [
	'InvalidCiphertext',
	'InvalidKeyMaterialLength',
	'IncorrectKeyMaterial',
	'PlaintextKeyMaterial',
	'InvalidImportToken',
	'ExpiredImportToken'
];

/** Whether a diagnosis can find the cause of a refused import. */
export const canBeExplained = (refusal: unknown): boolean =>
	explained.some((code) => isKmsError(refusal, code));

/** How bad it is: a file that may be half of a whole can still be imported, once the user was warned. */
export const toneOf = ({ id }: ImportFinding): 'warning' | 'danger' =>
	id === 'EK-MAYBEHALF' ? 'warning' : 'danger';

/** What a diagnosis has found in the two files of an import, and the fixes that the page itself can do. */
export class ImportDiagnosis {
	#answer = $state.raw<Response<'DiagnoseImport'>>();
	#names = $state.raw<Readonly<Record<string, string>>>({});
	#busy = $state(false);
	#failure = $state.raw<unknown>();
	#asked = 0;
	readonly #vault: VaultState;
	readonly #files: ChosenFiles;
	readonly #keyId: () => string;

	constructor(vault: VaultState, files: ChosenFiles, keyId: () => string) {
		this.#vault = vault;
		this.#files = files;
		this.#keyId = keyId;
	}

	get busy(): boolean {
		return this.#busy;
	}

	/** Why there is no answer. */
	get failure(): unknown {
		return this.#failure;
	}

	/** Undefined until the engine has answered. */
	findings(field: FieldName): readonly ImportFinding[] | undefined {
		return this.#answer?.[field];
	}

	/** It was found why the import is refused, or would be. */
	get explains(): boolean {
		return this.#answer !== undefined && !this.allFine;
	}

	/** No mistake that a diagnosis knows stands in the way of an import. */
	get allFine(): boolean {
		return fields.every((field) => this.#answer?.[field][0]?.id.endsWith('-OK') === true);
	}

	nameOf = (keyId: KeyId): string | undefined => this.#names[keyId];

	/** Forgets what was found: the files are others now. */
	forget(): void {
		this.#asked++;
		this.#answer = undefined;
		this.#failure = undefined;
		this.#busy = false;
	}

	/** Looks into what lies in the two fields. */
	async examine(): Promise<void> {
		this.forget();
		const asked = this.#asked;
		this.#busy = true;
		let encryptedKey: Bytes | undefined;
		let token: Bytes | undefined;
		try {
			await this.#files.settled();
			encryptedKey = await this.#files.original('EncryptedKey');
			token = await this.#files.original('ImportToken');
			const answer = await this.#vault.handle('DiagnoseImport', {
				KeyId: this.#keyId(),
				...(encryptedKey && { EncryptedKeyMaterial: encryptedKey }),
				...(token && { ImportToken: token })
			});
			await this.#learnNames([...answer.EncryptedKey, ...answer.ImportToken]);
			if (asked === this.#asked) this.#answer = answer;
		} catch (error) {
			if (asked === this.#asked) this.#failure = error;
		} finally {
			wipe(encryptedKey, token);
			if (asked === this.#asked) this.#busy = false;
		}
	}

	/** The file of a field, to be taken as what it is somewhere else. */
	chosenFile(field: FieldName): File | undefined {
		return this.#files.chosenFile(field);
	}

	/** Puts the file that was found whole into its field. */
	async useRepaired(field: FieldName, name: string): Promise<void> {
		const whole = this.#answer?.Repaired[field];
		if (whole) await this.#files.replace(field, asFile(name, whole));
		this.forget();
	}

	/** The token of the live parameters, which this vault has: it is no secret. */
	async useOwnToken({ ImportToken }: ImportParametersInfo): Promise<void> {
		await this.#files.replace('ImportToken', asFile('ImportToken.bin', ImportToken));
		this.forget();
	}

	/** @param file - the encrypted key as it is kept, which holds text or a line break too many */
	async encryptDecoded(file: Bytes): Promise<void> {
		await this.#vault.handle('EncryptKeyMaterial', {
			KeyId: this.#keyId(),
			EncryptedText: file.slice(),
			Copy: { Kind: 'NONE' }
		});
		await this.#files.reread();
		this.forget();
	}

	async #learnNames(findings: readonly ImportFinding[]): Promise<void> {
		const keyIds = findings.flatMap((finding) => ('keyId' in finding ? [finding.keyId] : []));
		const names = await Promise.all(
			keyIds.map(async (KeyId) => {
				const { KeyMetadata } = await this.#vault.handle('DescribeKey', { KeyId });
				return [KeyId, KeyMetadata.Aliases[0] ?? KeyId.slice(0, 8)] as const;
			})
		);
		this.#names = Object.fromEntries(names);
	}
}

const asFile = (Name: string, Bytes: Bytes) => ({ Name, ReadAs: 'BINARY' as const, Bytes });
