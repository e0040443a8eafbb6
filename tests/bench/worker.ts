/** Runs one suite in a worker of its own, where the product runs its engine. */
import { vaultDatabase } from '#lib/service/engine/vault-number.ts';
import { listenForPassphrase } from '#lib/service/worker/hash-worker.ts';
import { hashIn } from './engine.ts';
import { importSuite } from './import-suite.ts';
import { diskOnce, diskSuite, idle } from './disk-suite.ts';
import { filesSuite } from './files-suite.ts';
import { growthSuite } from './growth-suite.ts';
import { largeSuite } from './large-suite.ts';
import { making, sizes } from './large-vault.ts';
import { readingSuite } from './reading-suite.ts';
import type { Report } from './samples.ts';
import { openMost, unlockSuite } from './unlock-suite.ts';
import { useSuite } from './use-suite.ts';
import { writtenSuite } from './written-suite.ts';

const suites = {
	import: importSuite,
	'Encrypt and Decrypt': useSuite,
	'reading files': readingSuite,
	files: filesSuite,
	'files from disk to disk': diskSuite,
	'a file that nobody encrypts': idle,
	'a file to a sync handle': (file: File) => diskOnce(file, 'a sync handle'),
	'a file to a writable': (file: File) => diskOnce(file, 'a writable'),
	'bytes written': writtenSuite,
	'1,000 keys are made': () => making(sizes.few),
	'10,000 keys are made': () => making(sizes.many),
	'100,000 keys are made': () => making(sizes.most),
	/** of the built app, on its own site */
	'the vault of the page is made': () => making(sizes.most, vaultDatabase(1)),
	'10,000 keys': largeSuite,
	'100,000 keys': growthSuite,
	unlock: unlockSuite,
	/** leaves the vault open, so that the page can weigh the worker */
	memory: openMost
};

export type SuiteName = keyof typeof suites;
/** Which suite, and the worker's own script, in which it has passphrases hashed. */
export interface SuiteMessage {
	name: SuiteName;
	script: Blob;
	/** of those that read one */
	file: File | undefined;
}
export type SuiteResult = { report: Report } | { error: string };

function answer(result: SuiteResult): void {
	postMessage(result);
}

const isHashWorker = (self as { name?: string }).name === 'hash';

if (isHashWorker) addEventListener('message', listenForPassphrase);
else
	addEventListener('message', ({ data: { name, script, file } }: MessageEvent<SuiteMessage>) => {
		hashIn(script);
		suites[name](file ?? new File([], '')).then(
			(report) => answer({ report }),
			(error: unknown) =>
				answer({ error: error instanceof Error ? describe(error) : String(error) })
		);
	});

/** The code and the details of a KmsError are own properties. */
function describe(error: Error): string {
	return `${error.stack ?? error.message} ${JSON.stringify(error)}`;
}
