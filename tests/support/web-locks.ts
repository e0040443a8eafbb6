/** Web Locks for Node 20, which has none: exclusive locks only, each name a queue. */
export function webLocks(): Pick<LockManager, 'request'> {
	const last = new Map<string, Promise<unknown>>();
	return {
		request: (name: string, work: unknown) => {
			const run = work as () => Promise<never>;
			const result = (last.get(name) ?? Promise.resolve()).then(run);
			last.set(
				name,
				result.catch(() => undefined)
			);
			return result;
		}
	};
}
