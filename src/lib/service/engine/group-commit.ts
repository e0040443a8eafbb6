import type { VaultStore } from '#lib/storage/vault-store.ts';

/** Log rows are about 400 bytes: the entry of a group is smaller than those that a compaction makes. */
const largestGroup = 64;

interface Waiting<Work> {
	work: Work;
	resolve: (answer: never) => void;
	reject: (error: unknown) => void;
}

/**
 * Group commit: works that wait for the lock at the same time are run together, so that they share one write.
 *
 * @param runTogether - gives for each work, in their order, its answer or its refusal; when it throws, all are refused
 * @returns the function that runs one work, with whatever else is waiting
 */
export function createGroup<Work>(
	exclusively: VaultStore['exclusively'],
	runTogether: (works: readonly Work[]) => Promise<readonly PromiseSettledResult<unknown>[]>
): (work: Work) => Promise<unknown> {
	const waiting: Waiting<Work>[] = [];
	/** whether someone stands in line for all that wait */
	let inLine = false;

	function standInLine(): void {
		inLine = true;
		exclusively(runNext).catch((error: unknown) => {
			inLine = false;
			for (const { reject } of waiting.splice(0)) reject(error);
		});
	}

	async function runNext(): Promise<void> {
		const group = waiting.splice(0, largestGroup);
		if (waiting.length > 0) standInLine();
		else inLine = false;
		try {
			const results = await runTogether(group.map(({ work }) => work));
			for (const [index, result] of results.entries()) {
				if (result.status === 'fulfilled') group[index]?.resolve(result.value as never);
				else group[index]?.reject(result.reason);
			}
		} catch (error) {
			for (const { reject } of group) reject(error);
		}
	}

	return (work) =>
		new Promise((resolve, reject) => {
			waiting.push({ work, resolve, reject });
			if (!inLine) standInLine();
		});
}
