/** Runs one suite in a worker of its own, where the product runs its engine. */
import { importSuite } from './import-suite.ts';
import { largeSuite } from './large-suite.ts';
import { seedLargeVault } from './large-vault.ts';
import { readingSuite } from './reading-suite.ts';
import type { Report } from './samples.ts';
import { unlockSuite } from './unlock-suite.ts';
import { useSuite } from './use-suite.ts';

const nothingFound: Report = { ratios: [], breakdowns: [] };

const suites = {
	import: importSuite,
	'Encrypt and Decrypt': useSuite,
	'reading files': readingSuite,
	'10,000 keys are made': () => seedLargeVault().then(() => nothingFound),
	'10,000 keys': largeSuite,
	unlock: unlockSuite
};

export type SuiteName = keyof typeof suites;
export type SuiteResult = { report: Report } | { error: string };

function answer(result: SuiteResult): void {
	postMessage(result);
}

addEventListener('message', ({ data: name }: MessageEvent<SuiteName>) => {
	suites[name]().then(
		(report) => answer({ report }),
		(error: unknown) => answer({ error: error instanceof Error ? describe(error) : String(error) })
	);
});

/** The code and the details of a KmsError are own properties. */
function describe(error: Error): string {
	return `${error.stack ?? error.message} ${JSON.stringify(error)}`;
}
