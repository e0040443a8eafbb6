/** @returns a function that runs one work after the other, in the order in which they came, whether they fail or not */
export function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
	let lastWork: Promise<unknown> = Promise.resolve();
	return (work) => {
		const result = lastWork.then(work);
		lastWork = result.catch(() => undefined);
		return result;
	};
}
