import type { Bytes } from '#lib/domain/bytes.ts';
import { isKmsError, type KmsError } from '#lib/domain/errors.ts';
import type { FieldError } from '../components/form.ts';
import { OneReading } from '../engine/one-reading.svelte.ts';
import type { ReadBytes } from '../engine/reading-client.ts';

/** What a field says that takes a signature, a MAC or a public key. */
export interface BytesFieldWords {
	missing: string;
	unread: string;
}

/** A file or a pasted text that is read as bytes: Base64, hex, PEM or as it is. */
export class BytesInput {
	readonly reading: OneReading;
	#name = $state('');
	#bytes = $state.raw<Bytes>();
	#refusal = $state.raw<KmsError>();

	constructor(read: ReadBytes) {
		this.reading = new OneReading(read);
	}

	/** What was read; undefined for nothing. */
	get bytes(): Bytes | undefined {
		return this.#bytes;
	}

	/** Why the last file was not read. */
	get refusal(): KmsError | undefined {
		return this.#refusal;
	}

	get name(): string {
		return this.#name;
	}

	/** Reads a chosen file in place of the one before. */
	choose(files: readonly File[]): Promise<void> {
		return this.reading.hold(this.#take(files));
	}

	/** Takes bytes that were made here, as they are, in place of what was read. */
	fill(name: string, bytes: Bytes): void {
		this.reading.cancel();
		this.#name = name;
		this.#bytes = bytes;
		this.#refusal = undefined;
	}

	async #take([file]: readonly File[]): Promise<void> {
		this.reading.cancel();
		this.#bytes = undefined;
		this.#refusal = undefined;
		this.#name = file?.name ?? '';
		if (!file) return;
		const outcome = await this.reading.file(file);
		if (!outcome) return;
		this.#bytes = outcome.readings?.[0]?.bytes;
		this.#refusal = outcome.refusal;
	}

	/** @returns the bytes once they are read, or what is wrong with the field */
	async settled(field: string, words: BytesFieldWords): Promise<Bytes | FieldError> {
		await this.reading.settled();
		if (this.#bytes) return this.#bytes;
		const isEmpty = !this.#refusal || isKmsError(this.#refusal, 'EmptyInput');
		return { field, message: isEmpty ? words.missing : words.unread };
	}
}
