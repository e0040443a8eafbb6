import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { findCommand } from '../../scripts/chromium.mjs';
import { DrivenPage } from './driven-page.ts';
import { expect } from './page-guard.ts';
import { WebDriver, type Element } from './webdriver.ts';

const driverCommand = findCommand(['WebKitWebDriver']);
/** WebKit draws into a window, and Xvfb is a screen that nobody needs to see. */
const screenCommand = findCommand(['Xvfb']);

/** Whether there is a WebKit that can be driven. */
export const hasWebKit = driverCommand !== undefined && screenCommand !== undefined;

/** The browser's language is English wherever the tests run. Without the second, a window is drawn on a graphics card. */
const environment = { LANG: 'C.UTF-8', LIBGL_ALWAYS_SOFTWARE: '1' };

/**
 * Runs before each script, once in a document: WebKit's driver reports neither the console nor violations of the policy.
 * What happens before a document's first script is missed.
 */
const watch = `
	if (!globalThis.problems) {
		globalThis.problems = [];
		addEventListener('securitypolicyviolation', (violation) =>
			problems.push(violation.effectiveDirective + ' refused ' + violation.blockedURI));
		addEventListener('error', ({ message }) => problems.push('error: ' + message));
		addEventListener('unhandledrejection', ({ reason }) => problems.push('rejection: ' + reason));
		for (const level of ['warn', 'error'])
			console[level] = (...words) => problems.push('console ' + level + ': ' + words.join(' '));
	}
`;

/** One page of WebKit's MiniBrowser, which keeps nothing when it is closed. */
export class WebKitPage extends DrivenPage<Element> {
	readonly #driver: WebDriver;

	constructor(driver: WebDriver) {
		super();
		this.#driver = driver;
	}

	async goto(url: string): Promise<void> {
		await this.#driver.post('url', { url });
	}

	async reload(): Promise<void> {
		await this.#driver.post('refresh');
	}

	evaluate(expression: string): Promise<unknown> {
		return this.#driver.run(`${watch} return (${expression});`);
	}

	/** @returns what must not happen, since this was last asked: errors, warnings, violations of the policy */
	async problems(): Promise<unknown> {
		return this.evaluate('problems.splice(0)');
	}

	async setFiles(selector: string, files: string[]): Promise<void> {
		const input = await this.#driver.post<Element>('element', {
			using: 'css selector',
			value: selector
		});
		await this.#driver.type(input, files.join('\n'));
	}

	/** @param width - of the page, in CSS pixels */
	async resize(width: number, height: number): Promise<void> {
		await this.#driver.post('window/rect', { width, height });
	}

	/** @returns a picture of what the window shows, PNG */
	async screenshot(): Promise<Buffer> {
		return Buffer.from(await this.#driver.get<string>('screenshot'), 'base64');
	}

	protected call(functionText: string, ...args: (Element | string | null)[]): Promise<unknown> {
		return this.#driver.run(`${watch} return (${functionText})(...arguments);`, args);
	}

	protected async press(node: Element): Promise<void> {
		await this.#driver.click(node);
	}

	protected async type(node: Element, text: string): Promise<void> {
		await this.call('(field) => field.select()', node); // its driver holds a modifier key until the end
		await this.#driver.type(node, text);
	}
}

export interface WebKit {
	page: WebKitPage;
	close(): Promise<void>;
}

/**
 * Starts WebKit's MiniBrowser in a window that nobody sees.
 *
 * @param folder - for what it writes, its downloads included
 * @param features - of WebKit that are to be on, beside those that are on anyway
 */
export async function startWebKit(folder: string, features: string[] = []): Promise<WebKit> {
	if (driverCommand === undefined || screenCommand === undefined)
		throw new Error('there is no WebKit');
	await mkdir(folder, { recursive: true });
	const started: ChildProcess[] = [];
	const close = async () => {
		for (const child of started.reverse()) {
			if (child.exitCode !== null) continue;
			const gone = once(child, 'exit');
			child.kill();
			await gone;
		}
	};
	try {
		const screen = spawn(
			screenCommand,
			['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
			{ stdio: ['ignore', 'pipe', 'ignore'] }
		);
		started.push(screen);
		const [display] = (await once(createInterface(screen.stdout), 'line')) as [string];
		const port = await freePort();
		const own = { DISPLAY: `:${display}`, HOME: folder, XDG_DOWNLOAD_DIR: folder };
		started.push(
			spawn(driverCommand, [`--port=${port}`], {
				stdio: 'ignore',
				env: { ...process.env, ...environment, ...own }
			})
		);
		const server = `http://127.0.0.1:${port}`;
		await expect
			.poll(() =>
				fetch(`${server}/status`).then(
					({ ok }) => ok,
					() => false
				)
			)
			.toBe(true);
		const driver = await WebDriver.start(server, {
			'webkitgtk:browserOptions': {
				binary: browser(),
				args: ['--automation', ...(features.length > 0 ? [`--features=${features.join()}`] : [])]
			}
		});
		return {
			page: new WebKitPage(driver),
			close: async () => {
				await driver.close();
				await close();
			}
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** It is in a folder of its own, which the driver knows. */
function browser(): string {
	const { stdout } = spawnSync('find', ['/usr/lib', '/usr/libexec', '-name', 'MiniBrowser'], {
		encoding: 'utf8'
	});
	const [path] = stdout.split('\n').filter((line) => line.includes('webkit2gtk'));
	if (path === undefined) throw new Error('there is no MiniBrowser');
	return path;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
