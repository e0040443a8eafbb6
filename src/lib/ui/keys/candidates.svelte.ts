import { wipe } from '#lib/domain/bytes.ts';
import type { CandidateFinding } from '#lib/domain/candidate-finding.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import type { Handle } from '#lib/service/api.ts';
import { readFile } from '../read-file.ts';

/** One file that was looked into; of its content only the finding is left. */
export interface Candidate {
	name: string;
	finding: CandidateFinding | { is: 'UNREADABLE' };
	/** to go on with it */
	file: File;
	/** of the other key, where the finding names one */
	otherKey?: string;
}

export const holdsIt = ({ finding }: Candidate): boolean => finding.is.startsWith('HOLDS_IT');

/** Whether an import can go on with the file as it is. */
export const canBeImported = ({ finding }: Candidate): boolean =>
	finding.is === 'HOLDS_IT' || finding.is === 'HOLDS_IT_ENCRYPTED';

/** Files that are looked into one after the other. */
export class Candidates {
	#list = $state.raw<readonly Candidate[]>([]);
	#total = $state(0);
	#current = $state('');
	#asked = 0;
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
	async lookInto(files: readonly File[]): Promise<boolean> {
		const asked = ++this.#asked;
		this.#list = [];
		this.#total = files.length;
		for (const file of files) {
			this.#current = file.name;
			const candidate = await this.#lookIntoOne(file);
			if (asked !== this.#asked) return false;
			this.#list = [...this.#list, candidate].toSorted(
				(a, b) => Number(holdsIt(b)) - Number(holdsIt(a))
			);
		}
		return true;
	}

	stop(): void {
		this.#asked++;
		this.#total = this.#list.length;
	}

	async #lookIntoOne(file: File): Promise<Candidate> {
		const { name } = file;
		if (file.size > largestFileBytes) return { name, file, finding: { is: 'TOO_LARGE' } };
		try {
			const content = await readFile(file);
			try {
				const request = { KeyId: this.#keyId(), File: content };
				const { Finding: finding } = await this.#handle('FindKeyMaterial', request);
				if (finding.is !== 'OTHER_KEY') return { name, file, finding };
				const { KeyMetadata } = await this.#handle('DescribeKey', { KeyId: finding.keyId });
				return {
					name,
					file,
					finding,
					otherKey: KeyMetadata.Aliases[0] ?? finding.keyId.slice(0, 8)
				};
			} finally {
				wipe(content);
			}
		} catch (error) {
			if (isKmsError(error, 'UnreadableFile')) return { name, file, finding: { is: 'UNREADABLE' } };
			throw error;
		}
	}
}
