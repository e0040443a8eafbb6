import type { KeyId } from '#lib/domain/ids.ts';
import { clock } from '../engine/clock.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import { describeFinding } from '../messages/diagnosis.ts';
import { locale } from '../words/locale.svelte.ts';
import { namedCheckValue } from '../words/check-value.ts';
import type { ChosenFiles } from './chosen-files.svelte.ts';
import type { FieldName } from './field-entry.ts';
import type { FieldFacts, FieldWords } from './field-facts.ts';
import { describeField } from './field-words.ts';
import { toneOf, type ImportDiagnosis } from './import-diagnosis.svelte.ts';
import type { ImportState, RunningImport } from './import-state.svelte.ts';
import { OtherKey } from './other-key.svelte.ts';

type Rows = Readonly<Record<FieldName, FieldWords | undefined>>;

/** What the rows of an import's two files say. Made while a component is set up. */
export class FileRows {
	/** the key that the token belongs to, when it is another one than the import's */
	readonly other: OtherKey;
	readonly #facts: FieldFacts;
	readonly #read: Rows;
	readonly #shown: Rows;
	readonly #diagnosis: ImportDiagnosis;

	constructor(
		vault: VaultState,
		keyImport: ImportState,
		running: () => RunningImport,
		files: ChosenFiles,
		diagnosis: ImportDiagnosis
	) {
		this.#diagnosis = diagnosis;
		this.other = new OtherKey(
			vault,
			() => running().key.KeyId,
			() => running().progress.ImportToken?.Bytes
		);
		this.#facts = $derived.by(() => {
			const { key, progress, parameters } = running();
			return {
				key,
				parameters,
				vaultId: vault.description?.VaultId ?? '',
				now: clock.ticking,
				checks: progress.KeyCheckValue
					? namedCheckValue(progress.KeyCheckValue, locale.language)
					: undefined,
				nameOf: (keyId) => (keyId === key.KeyId ? keyImport.name : this.#nameOfOther(keyId))
			};
		});
		const read = (field: FieldName) => {
			const entry = files.entry(field);
			return entry && describeField(field, entry, this.#facts, locale.language);
		};
		this.#read = $derived({ EncryptedKey: read('EncryptedKey'), ImportToken: read('ImportToken') });
		this.#shown = $derived({
			EncryptedKey: this.#judged('EncryptedKey'),
			ImportToken: this.#judged('ImportToken')
		});
	}

	/** What was read in each file. */
	get read(): Rows {
		return this.#read;
	}

	/** A file that reads well may still be the wrong one: its row says so once that is found. */
	get shown(): Rows {
		return this.#shown;
	}

	/** Each of the two files lies in the other's field. */
	get swapped(): boolean {
		return this.#read.EncryptedKey?.fix === 'MOVE' && this.#read.ImportToken?.fix === 'MOVE';
	}

	nameOf(keyId: KeyId): string | undefined {
		return this.#facts.nameOf(keyId);
	}

	#nameOfOther(keyId: KeyId): string | undefined {
		return keyId === this.other.keyId ? this.other.name : undefined;
	}

	#judged(field: FieldName): FieldWords | undefined {
		const said = this.#read[field];
		const [first] = this.#diagnosis.findings(field) ?? [];
		if (said?.verdict.tone !== 'ok' || !first || first.id.endsWith('-OK')) return said;
		const { title } = describeFinding(first, locale.language, this.#diagnosis.nameOf);
		return { ...said, verdict: { tone: toneOf(first), title } };
	}
}
