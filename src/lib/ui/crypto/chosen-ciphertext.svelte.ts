import { isKmsError } from '#lib/domain/errors.ts';
import { beginsLikeMessage } from '#lib/domain/message/header.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { Reading } from '../engine/answer.svelte.ts';
import { OneReading } from '../engine/one-reading.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import { keyName } from '../keys/key-name.ts';
import { cryptoMessages } from '../messages/crypto.ts';
import { describeError } from '../messages/errors.ts';
import { keyStateMessages } from '../messages/key-state.ts';
import { bytesOfFile } from '../platform/read-file.ts';
import { formatBytes } from '../words/format.ts';
import { locale } from '../words/locale.svelte.ts';
import { readAsWords } from '../words/reading-words.ts';
import { readEncrypted, type EncryptedInput } from './encrypted-input.ts';

/**
 * What the user has chosen to decrypt, and what is to be said of it before anything is done with it. Made while a
 * component is set up.
 */
export class ChosenCiphertext {
	readonly reading: OneReading;
	#input = $state.raw<EncryptedInput>();
	/** one that is decrypted under Files, whatever its size */
	#encryptedFile = $state.raw<File>();
	/** one that is too large to be read, and is no encrypted file */
	#largeFile = $state.raw<File>();
	/** Whose the input is; the key is null when this vault does not have it. */
	readonly #owner: Reading<{ keyId?: string; key: KeyMetadata | null }>;
	readonly #text = $derived(cryptoMessages[locale.language]);

	constructor(vault: VaultState) {
		this.reading = new OneReading(vault.read);
		this.#owner = new Reading(vault, async () => {
			const keyId = this.#input?.read?.keyId;
			if (keyId === undefined) return { key: null };
			try {
				const { KeyMetadata: key } = await vault.handle('DescribeKey', { KeyId: keyId });
				return { keyId, key };
			} catch (error) {
				if (isKmsError(error, 'NotFound')) return { keyId, key: null };
				throw error;
			}
		});
	}

	get input(): EncryptedInput | undefined {
		return this.#input;
	}

	get encryptedFile(): File | undefined {
		return this.#encryptedFile;
	}

	/** One for Files, where any size will do. */
	get forFiles(): File | undefined {
		return this.#encryptedFile ?? this.#largeFile;
	}

	/** Undefined until it is known: what was found of another input says nothing of this one. */
	get ownKey(): KeyMetadata | null | undefined {
		const owner = this.#owner.value;
		return owner && owner.keyId === this.#input?.read?.keyId ? owner.key : undefined;
	}

	/** What is to be said of the input before anything is done with it. */
	readonly verdict = $derived.by(() => {
		const text = this.#text;
		if (this.#encryptedFile) return { tone: 'ok', title: text.encryptedFile } as const;
		const input = this.#input;
		if (!input) return undefined;
		const refuse = (title: string, cause?: string) => ({ tone: 'danger', title, cause }) as const;
		if (isKmsError(input.refusal, 'EmptyInput')) return refuse(text.emptyFile);
		if (isKmsError(input.refusal, 'UnreadableFile')) return refuse(text.unreadableFile);
		if (isKmsError(input.refusal, 'InputTooLarge'))
			return refuse(text.bigFile(formatBytes(input.fileBytes)));
		if (!input.read) {
			const { title, cause } = describeError(input.refusal, locale.language);
			return refuse(title, cause);
		}
		const { keyId } = input.read;
		const key = this.ownKey;
		if (keyId === undefined) return refuse(text.notOurs, text.notOursCause);
		if (key === undefined) return undefined;
		if (key === null) return refuse(text.keyMissing(keyId), text.keyMissingCause);
		if (!key.AllowedOperations.includes('Decrypt'))
			return refuse(text.needsKey(keyName(key), keyStateMessages[locale.language][key.KeyState]));
		return { tone: 'ok', title: text.keyKnown } as const;
	});

	/** What a file field shows of it. */
	readonly readout = $derived.by(() => {
		const text = this.#text;
		const file = this.#encryptedFile;
		if (file) return { file: text.fileSize(file.name, formatBytes(file.size)) };
		const input = this.#input;
		const key = this.ownKey;
		return (
			input && {
				file: text.fileSize(input.name, formatBytes(input.fileBytes)),
				readAs:
					input.read &&
					readAsWords(
						{ ...input.read.reading, byteCount: input.read.blob.length },
						locale.language
					),
				looksLike: input.read?.keyId && text.looksEncrypted,
				belongsTo: key
					? text.ownerState(keyName(key), keyStateMessages[locale.language][key.KeyState])
					: undefined
			}
		);
	});

	/** @param file - undefined for none */
	async take(file: File | undefined): Promise<void> {
		this.#input = undefined;
		this.#encryptedFile = undefined;
		this.#largeFile = undefined;
		if (!file) return;
		if (beginsLikeMessage(await bytesOfFile(file.slice(0, 3)))) {
			this.#encryptedFile = file;
			return;
		}
		const read = await readEncrypted(file, this.reading);
		if (read?.read && beginsLikeMessage(read.read.blob))
			this.#encryptedFile = new File([read.read.blob], file.name);
		else if (read) this.#input = read;
		if (isKmsError(read?.refusal, 'InputTooLarge')) this.#largeFile = file;
	}
}
