import { readFileSync, readdirSync } from 'node:fs';

/** Processes of a browser, by its profile: Linux has them in /proc. */
function processesOf(profile: string): number[] {
	const all = readdirSync('/proc').flatMap((name) => {
		const pid = Number(name);
		const [status, command] = Number.isInteger(pid)
			? [read(`/proc/${name}/stat`), read(`/proc/${name}/cmdline`)]
			: ['', ''];
		const parent = Number(/\) \S (\d+)/.exec(status)?.[1]);
		return status === '' ? [] : [{ pid, parent, command }];
	});
	const found = new Set(
		all.filter(({ command }) => command.includes(profile)).map(({ pid }) => pid)
	);
	for (let before = -1; before < found.size;) {
		before = found.size;
		for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
	}
	return [...found];
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return ''; // it has ended meanwhile
	}
}

/** @returns bytes of memory that all processes of a browser have for themselves or share with one another */
function bytesOf(processes: readonly number[]): number {
	const kibibytes = processes.flatMap((pid) =>
		[...read(`/proc/${pid}/status`).matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB/gm)].map(([, size]) =>
			Number(size)
		)
	);
	return 1024 * kibibytes.reduce((sum, size) => sum + size, 0);
}

const everyMs = 50;

/** @returns by how much a browser's memory rose above where it stood, at its highest, while something was done in it */
export async function peakWhile(profile: string, work: () => Promise<unknown>): Promise<number> {
	const idle = bytesOf(processesOf(profile));
	let peak = idle;
	const timer = setInterval(() => {
		peak = Math.max(peak, bytesOf(processesOf(profile)));
	}, everyMs);
	try {
		await work();
	} finally {
		clearInterval(timer);
	}
	return peak - idle;
}
