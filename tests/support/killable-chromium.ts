import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium as playwright, type Browser } from '@playwright/test';
import { chromium, headlessShell } from './chromium.ts';
import { soak } from './soak.ts';

/** What is killed: the engine and its storage are the same in both, and a sample starts the lighter one. */
export const killable = soak ? chromium : headlessShell;

export interface KillableChromium {
	browser: Browser;
	/** Ends all of its processes at once, in the middle of whatever they do; resolves when none is left. */
	kill(): Promise<void>;
}

/** What Chromium keeps IndexedDB in. It comes to use SQLite instead of LevelDB, and can be told to. */
export type Backend = 'LevelDB' | 'SQLite';

/** @returns what makes the browser use it */
export const argumentsFor = (backend: Backend): string[] => [
	...killable.args,
	`--${backend === 'SQLite' ? 'enable' : 'disable'}-features=IdbSqliteBackingStore`
];

/** @returns what the IndexedDB of a profile lies in */
export function backendOf(profile: string): Backend {
	const files = readdirSync(join(profile, 'Default/IndexedDB'), { recursive: true });
	return files.some((name) => String(name).endsWith('-wal')) ? 'SQLite' : 'LevelDB';
}

/** Starts the browser on a profile in a process group of its own. */
export async function startKillable(profile: string, backend: Backend): Promise<KillableChromium> {
	const processes = spawn(
		killable.executablePath ?? playwright.executablePath(),
		[
			...argumentsFor(backend),
			'--headless',
			'--password-store=basic',
			'--remote-debugging-port=0',
			`--user-data-dir=${profile}`,
			'about:blank'
		],
		{ detached: true, stdio: ['ignore', 'ignore', 'pipe'] }
	);
	// Each of the processes holds this pipe: it closes with the last of them.
	const gone = once(processes, 'close');
	const killAll = () => {
		if (processes.pid !== undefined && processes.exitCode === null && processes.signalCode === null)
			process.kill(-processes.pid, 'SIGKILL');
	};
	process.once('exit', killAll); // a group of its own does not end with this one
	const kill = async () => {
		killAll();
		await gone;
		process.off('exit', killAll);
	};
	try {
		return { browser: await playwright.connectOverCDP(await endpointIn(processes.stderr)), kill };
	} catch (error) {
		await kill();
		throw error;
	}
}

/** Reads on to the end: what nobody reads would keep the pipe open. */
function endpointIn(output: NodeJS.ReadableStream): Promise<string> {
	return new Promise((resolve, reject) => {
		createInterface(output)
			.on('line', (line) => {
				const [, endpoint] = /^DevTools listening on (ws:.*)$/.exec(line) ?? [];
				if (endpoint !== undefined) resolve(endpoint);
			})
			.on('close', () => reject(new Error('the browser did not start')));
	});
}
