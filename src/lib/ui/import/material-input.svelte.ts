import { utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type KeyCheckValue } from '#lib/domain/cmk.ts';
import { largestFileBytes, recognise, type Encoding } from '#lib/domain/encodings.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { asKeyMaterial } from '#lib/domain/key-material.ts';
import { readFile } from '../read-file.ts';
import type { VaultState } from '../vault.svelte.ts';

export type MaterialSource = 'RANDOM' | 'FILE' | 'PASTE';

/** What is known of key material that was chosen, none of it secret. */
export interface MaterialFinding {
	/** of a file */
	name: string | undefined;
	fileBytes: number;
	readAs: Encoding | undefined;
	byteCount: number;
	/** undefined when `error` says why it can't be used, or while it is being found out */
	checkValue: KeyCheckValue | undefined;
	error: KmsError | undefined;
}

/** Key material of the person's own, on its way from a file or a field to the worker. */
export class MaterialInput {
	#finding = $state.raw<MaterialFinding>();
	/** Secret: in no reactive state, and wiped as soon as something takes its place. */
	#bytes: Bytes | undefined;
	#reading = 0;
	readonly #vault: VaultState;

	constructor(vault: VaultState) {
		this.#vault = vault;
	}

	get finding(): MaterialFinding | undefined {
		return this.#finding;
	}

	async readFile(file: File): Promise<void> {
		const reading = this.#start();
		if (file.size === 0 || file.size > largestFileBytes) {
			this.#finding = {
				...unread(file),
				error:
					file.size === 0
						? new KmsError('EmptyInput', { parameter: 'KeyMaterial' })
						: new KmsError('InputTooLarge', {
								parameter: 'KeyMaterial',
								actualBytes: file.size,
								limitBytes: largestFileBytes
							})
			};
			return;
		}
		try {
			await this.#read(reading, await readFile(file), unread(file));
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			if (reading === this.#reading) this.#finding = { ...unread(file), error: refusal };
		}
	}

	async readText(content: string): Promise<void> {
		const reading = this.#start();
		if (content.trim() === '') return;
		const encoded = utf8(content);
		await this.#read(reading, encoded, unread({ size: encoded.length }));
	}

	/** @returns the bytes, which the caller wipes; this forgets them */
	take(): Bytes | undefined {
		const bytes = this.#bytes;
		this.#bytes = undefined;
		this.forget();
		return bytes;
	}

	forget(): void {
		this.#start();
	}

	#start(): number {
		wipe(this.#bytes);
		this.#bytes = undefined;
		this.#finding = undefined;
		return ++this.#reading;
	}

	async #read(reading: number, content: Bytes, file: MaterialFinding): Promise<void> {
		const { readAs, bytes } = recognise(content, (length) => length === keyMaterialBytes);
		wipe(content);
		if (reading !== this.#reading) {
			wipe(bytes);
			return;
		}
		this.#bytes = bytes;
		const finding = { ...file, readAs, byteCount: bytes.length };
		this.#finding = finding;
		try {
			asKeyMaterial(bytes);
			const { KeyCheckValue } = await this.#vault.handle('InspectKeyMaterial', {
				KeyMaterial: bytes.slice()
			});
			if (reading === this.#reading) this.#finding = { ...finding, checkValue: KeyCheckValue };
		} catch (error) {
			if (reading !== this.#reading) return;
			this.forget();
			this.#finding = {
				...finding,
				error: error instanceof KmsError ? error : new KmsError('InternalError', {})
			};
		}
	}
}

function unread(file: { name?: string; size: number }): MaterialFinding {
	return {
		name: file.name,
		fileBytes: file.size,
		readAs: undefined,
		byteCount: file.size,
		checkValue: undefined,
		error: undefined
	};
}
