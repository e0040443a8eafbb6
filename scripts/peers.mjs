import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findChromium, findCommand, findHeadlessShell } from './chromium.mjs';
import { stage } from './stages.mjs';
import { run } from './toolchain.mjs';

// The programs that the tests ask. On Debian, root installs those that are missing.

/** @throws a message of one line if a program is missing that the tests must have */
export async function provideAll() {
	await provide(
		'chromium',
		() => findChromium() !== undefined,
		'No Chromium or Chrome found: install one, or set AIRLOCK_CHROMIUM to the path of one.'
	);
	await provide(
		'openssl',
		hasOpenssl,
		'No OpenSSL 3 in the PATH: install it; the tests import what it has encrypted.'
	);
	await provide(
		'openssh-client',
		() => hasCommand('ssh-keygen'),
		'No ssh-keygen in the PATH: install OpenSSH; the tests have it read public keys.'
	);
	// Where it is missing, the whole browser does its work.
	await provide('chromium-headless-shell', () => findHeadlessShell() !== undefined);
	// Peers that only a few tests ask; without them these are skipped, and say so.
	await provide('age', () => spawnSync('age', ['--version']).status === 0);
	await provide('softhsm2', () => hasCommand('softhsm2-util'));
	await provide('opensc', () => hasCommand('pkcs11-tool'));
	await provide('firefox-esr', () => findCommand(['firefox-esr', 'firefox']) !== undefined);
}

/** What `npm run soak` asks besides: an engine that takes 60 MB to fetch, and 200 MB on the disk. */
export async function provideWebKit() {
	await provide('webkit2gtk-driver', () => hasCommand('WebKitWebDriver'));
	await provide('xvfb', () => hasCommand('Xvfb'));
}

/**
 * @param {string} name - of Debian's package
 * @param {() => boolean} isThere
 * @param {string} [otherwise] - what to do about it; left out if the tests can do without
 */
async function provide(name, isThere, otherwise) {
	if (isThere()) return;
	if (process.getuid?.() === 0 && isDebian()) await installDebian(name);
	if (otherwise !== undefined && !isThere()) throw new Error(otherwise);
}

/** @param {string} name */
async function installDebian(name) {
	await stage(`install Debian's ${name}`, async () => {
		process.env['DEBIAN_FRONTEND'] = 'noninteractive';
		await run('apt-get', ['update', '-qq']);
		await run('apt-get', ['install', '-qq', '--no-install-recommends', name]);
	}).catch(() => undefined); // what counts is whether it is there afterwards
}

function isDebian() {
	try {
		return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
	} catch {
		return false;
	}
}

/** @param {string} name */
function hasCommand(name) {
	return findCommand([name]) !== undefined;
}

function hasOpenssl() {
	const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
	return /^OpenSSL ([3-9]|\d\d)\./.test(stdout ?? '');
}
