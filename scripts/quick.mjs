import { runAlone, runBeside } from './stages.mjs';
import { installIfNeeded, say } from './toolchain.mjs';

// `npm run quick`: what finds most mistakes within a minute: lint, types, and the unit tests of what has changed since
// the commit before the last. It needs no browser, and builds nothing.

try {
	await installIfNeeded();
	const beside = await Promise.all([runBeside('lint'), runBeside('check')]);
	const unit = await runAlone(
		'unit',
		'--',
		'--project=node',
		'--changed=HEAD~1',
		'--passWithNoTests'
	);
	if (!unit || beside.includes(false)) process.exitCode = 1;
} catch (error) {
	say(error);
}
