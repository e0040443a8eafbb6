/** What the browser says about its storage; undefined for what it does not say. */
export interface StorageFacts {
	isProtected: boolean | undefined;
	usedBytes: number | undefined;
}

/** @param storage - missing where the page was not opened over https:// or at localhost */
export async function readStorageFacts(storage: StorageManager | undefined): Promise<StorageFacts> {
	const [isProtected, estimate] = await Promise.all([
		answerOf(() => storage?.persisted()),
		answerOf(() => storage?.estimate())
	]);
	return { isProtected, usedBytes: estimate?.usage };
}

async function answerOf<Answer>(
	question: () => Promise<Answer> | undefined
): Promise<Answer | undefined> {
	try {
		return await question();
	} catch {
		return undefined;
	}
}
