import { copySecret, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { CandidateFinding } from '#lib/domain/import/candidate-finding.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { Handle } from '#lib/service/api.ts';
import { filesTogether } from '../platform/files-together.ts';
import { bytesOfSmallFile } from '../platform/read-file.ts';

/** One file or text that was looked into; of its content only the finding is left. */
export interface Candidate {
	name: string;
	finding: CandidateFinding | { is: 'UNREADABLE' };
	/** to go on with it; undefined for text, which {@link Candidates.takeText} has */
	file: File | undefined;
	/** of the other key, where the finding names one */
	otherKey?: string;
}

export const holdsIt = ({ finding }: Candidate): boolean => finding.is.startsWith('HOLDS_IT');

/** Whether an import can go on with the file as it is: its reader joins shares too. */
export const canBeImported = ({ finding }: Candidate): boolean =>
	['HOLDS_IT', 'HOLDS_IT_ENCRYPTED', 'HOLDS_IT_IN_SHARES'].includes(finding.is);

const itFirst = (list: readonly Candidate[]): Candidate[] =>
	list.toSorted((a, b) => Number(holdsIt(b)) - Number(holdsIt(a)));

/** Files that are looked into one after the other, or a text. */
export class Candidates {
	#list = $state.raw<readonly Candidate[]>([]);
	#total = $state(0);
	#current = $state('');
	#round = new AbortController();
	/** Secret: in no reactive state, and wiped by the next round, and when the page is left. */
	#text: Bytes | undefined;
	readonly #handle: Handle;
	readonly #keyId: () => string;

	constructor(handle: Handle, keyId: () => string) {
		this.#handle = handle;
		this.#keyId = keyId;
	}

	/** Those that hold it first. */
	get list(): readonly Candidate[] {
		return this.#list;
	}

	/** Files to look into in this round. */
	get total(): number {
		return this.#total;
	}

	/** The name of the file that is being looked into. */
	get current(): string {
		return this.#current;
	}

	get busy(): boolean {
		return this.#list.length < this.#total;
	}

	/** @returns whether this round came to its end; another one ends it */
	lookInto(files: readonly File[]): Promise<boolean> {
		this.#start(files.length);
		return this.#look(files.map((file) => [file.name, file]));
	}

	/** As {@link lookInto}. @param text - UTF-8; this wipes it */
	lookIntoText(name: string, text: Bytes): Promise<boolean> {
		this.#start(1);
		this.#text = text;
		return this.#look([[name, undefined]]);
	}

	/** @returns the text that was looked into, which the caller wipes; this forgets it */
	takeText(): Bytes | undefined {
		const text = this.#text;
		this.#text = undefined;
		return text;
	}

	stop(): void {
		this.#round.abort();
		this.#round = new AbortController();
		this.#total = this.#list.length;
	}

	/** Ends the round, and wipes a text that was looked into. */
	forget(): void {
		this.stop();
		wipe(this.takeText());
	}

	#start(total: number): void {
		this.forget();
		this.#list = [];
		this.#total = total;
	}

	/** @param sources - names, and files; undefined for the text */
	async #look(sources: readonly [name: string, file: File | undefined][]): Promise<boolean> {
		const { signal } = this.#round;
		for (const [name, file] of sources) {
			this.#current = name;
			const found = await this.#findIn(file, signal);
			if (!found || signal.aborted) return false;
			this.#list = itFirst([...this.#list, { name, file, ...found }]);
		}
		for (const shares of this.#sharesBySet()) {
			const together = filesTogether(shares.map(({ file }) => file) as [File, ...File[]]);
			this.#current = together.name;
			this.#total = this.#list.length + 1;
			const found = await this.#findIn(together, signal);
			if (!found || signal.aborted) return false;
			const others = this.#list.filter((one) => !shares.includes(one));
			this.#list = itFirst([{ name: together.name, file: together, ...found }, ...others]);
			this.#total = this.#list.length;
		}
		return true;
	}

	/** Files of which each has too few shares of one set. */
	#sharesBySet(): Candidate[][] {
		const setOf = ({ finding, file }: Candidate) =>
			finding.is === 'SHARES' && file ? finding.set : undefined;
		const sets = this.#list.map(setOf);
		return sets
			.filter((set, index) => set !== undefined && sets.indexOf(set) === index)
			.map((set) => this.#list.filter((candidate) => setOf(candidate) === set))
			.filter(({ length }) => length > 1);
	}

	/** @returns undefined once the round was ended: then the engine is asked nothing more */
	async #findIn(
		file: File | undefined,
		ended: AbortSignal
	): Promise<Pick<Candidate, 'finding' | 'otherKey'> | undefined> {
		const isOver = () => ended.aborted;
		try {
			const content = file
				? await bytesOfSmallFile(file)
				: copySecret(this.#text ?? new Uint8Array());
			try {
				if (isOver()) return undefined;
				const request = { KeyId: this.#keyId(), File: content };
				const { Finding: finding } = await this.#handle('FindKeyMaterial', request, ended);
				if (finding.is !== 'OTHER_KEY') return { finding };
				if (isOver()) return undefined;
				const { KeyMetadata } = await this.#handle('DescribeKey', { KeyId: finding.keyId });
				return { finding, otherKey: KeyMetadata.Aliases[0] ?? finding.keyId.slice(0, 8) };
			} finally {
				wipe(content);
			}
		} catch (error) {
			if (isOver()) return undefined;
			if (isKmsError(error, 'InputTooLarge')) return { finding: { is: 'TOO_LARGE' } };
			if (isKmsError(error, 'UnreadableFile')) return { finding: { is: 'UNREADABLE' } };
			throw error;
		}
	}
}
