import { createContext } from 'svelte';
import { importParametersTtlMs, type EpochMillis } from '#lib/domain/time.ts';
import type { Request } from '#lib/service/api.ts';
import type { ImportProgress } from '#lib/service/api/import.ts';
import type { ImportParametersInfo, KeyMetadata } from '#lib/service/api/key-metadata.ts';
import type { KmsError } from '#lib/domain/errors.ts';
import { Reading } from '../engine/answer.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';

export type ImportStep = 'parameters' | 'encrypt' | 'files';

/** What the pages of an import are made from while there are parameters that work. */
export interface RunningImport {
	key: KeyMetadata;
	progress: ImportProgress;
	parameters: ImportParametersInfo;
}

/** The import of one key as its three pages see it. Everything in it is what the engine last said. */
export class ImportState {
	readonly #vault: VaultState;
	readonly #keyId: () => string;
	readonly #reading: Reading<Omit<RunningImport, 'parameters'>>;
	#held = $state.raw<Omit<RunningImport, 'parameters'>>();
	#finishStep: (() => Promise<boolean>) | undefined;
	/** It was found that the encrypted key is not what this import needs: step 2 is not done. */
	doubted = $state(false);

	/** Made while a component is set up. */
	constructor(vault: VaultState, keyId: () => string) {
		this.#vault = vault;
		this.#keyId = keyId;
		this.#reading = new Reading(vault, async () => {
			const KeyId = keyId();
			const [{ KeyMetadata }, progress] = await Promise.all([
				vault.handle('DescribeKey', { KeyId }),
				vault.handle('GetImportProgress', { KeyId })
			]);
			return { key: KeyMetadata, progress };
		});
	}

	get keyId(): string {
		return this.#keyId();
	}

	/** Undefined until the engine has answered for this key. */
	get #shown(): Omit<RunningImport, 'parameters'> | undefined {
		if (this.#held) return this.#held;
		const read = this.#reading.value;
		return read?.key.KeyId === this.keyId ? read : undefined;
	}

	get key(): KeyMetadata | undefined {
		return this.#shown?.key;
	}

	get progress(): ImportProgress | undefined {
		return this.#shown?.progress;
	}

	get error(): KmsError | undefined {
		return this.#reading.error;
	}

	get name(): string {
		return this.key?.Aliases[0] ?? this.shortId;
	}

	get shortId(): string {
		return this.keyId.slice(0, 8);
	}

	/** While they work. */
	get parameters(): ImportParametersInfo | null {
		return this.key?.ImportParameters ?? null;
	}

	/** When the last parameters ran out, if that is how they ended. */
	get ranOutAt(): EpochMillis | undefined {
		const last = this.key?.PastImportParameters[0];
		return last?.ending === 'EXPIRED' ? last.issued + importParametersTtlMs : undefined;
	}

	/** The step that the import has come to. */
	get step(): ImportStep {
		const { Step } = this.progress ?? { Step: 'PARAMETERS' };
		return ({ PARAMETERS: 'parameters', ENCRYPT: 'encrypt', FILES: 'files' } as const)[Step];
	}

	href(step: ImportStep | 'done'): string {
		return `#/keys/${this.keyId}/import/${step}`;
	}

	/** Shows what is there now until `work` is done: a page that goes on to the next must not turn into another before. */
	async hold(work: () => Promise<void>): Promise<void> {
		this.#held = this.#shown;
		try {
			await work();
		} finally {
			this.#held = undefined;
		}
	}

	/**
	 * Says how the step that is shown finishes what it has begun.
	 *
	 * @param finish - returns whether everything that was entered is saved
	 * @returns what takes that back, once the step is gone
	 */
	onLeave(finish: () => Promise<boolean>): () => void {
		this.#finishStep = finish;
		return () => {
			if (this.#finishStep === finish) this.#finishStep = undefined;
		};
	}

	/** Finishes what the step has begun. @returns whether everything that was entered is saved */
	async finishStep(): Promise<boolean> {
		return (await this.#finishStep?.()) ?? true;
	}

	/** Afterwards `progress` holds what was saved. */
	async save(draft: Omit<Request<'SaveImportDraft'>, 'KeyId'>): Promise<void> {
		await this.#vault.handle('SaveImportDraft', { KeyId: this.keyId, ...draft });
		await this.settled();
	}

	/** Once the page has read what the engine has changed. */
	settled(): Promise<void> {
		return this.#reading.settled();
	}
}

/** The import whose pages are shown, set by their layout. */
export const [getImport, setImport] = createContext<ImportState>();
