import type { Browser } from '@playwright/test';

/** Processor time of the longest task on a thread, in milliseconds. However busy the machine is, it does not grow. */
export interface LongestTasks {
	page: number;
	worker: number;
}

interface TraceEvent {
	name: string;
	pid: number;
	tid: number;
	/** processor time, in microseconds; left out for what began before the trace, or did not end in it */
	tdur?: number;
	args: { name?: string };
}

/** @returns the longest task on any page's main thread, and on any worker's, while `work` runs */
export async function longestTasksDuring(
	browser: Browser,
	work: () => Promise<unknown>
): Promise<LongestTasks> {
	await browser.startTracing(undefined, { categories: ['toplevel', '__metadata'] });
	await work();
	const trace = await browser.stopTracing();
	const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
	const longestOn = (threadName: string) => {
		const threads = traceEvents.filter(
			({ name, args }) => name === 'thread_name' && args.name === threadName
		);
		const tasks = traceEvents.filter(
			({ name, pid, tid }) =>
				name === 'ThreadControllerImpl::RunTask' &&
				threads.some((thread) => thread.pid === pid && thread.tid === tid)
		);
		return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
	};
	return { page: longestOn('CrRendererMain'), worker: longestOn('DedicatedWorker thread') };
}
