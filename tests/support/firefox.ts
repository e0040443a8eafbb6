import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findCommand } from '../../scripts/chromium.mjs';
import { Bidi } from './bidi.ts';
import { DrivenPage } from './driven-page.ts';

/** Debian's package first: other builds have other names. */
const executable = findCommand(['firefox-esr', 'firefox']);

/** Undefined when there is no Firefox that can be driven. */
export const firefoxVersion =
	executable &&
	/^Mozilla Firefox (.+)$/m.exec(
		spawnSync(executable, ['--version'], { encoding: 'utf8' }).stdout
	)?.[1];

const preferences = {
	'browser.download.dir': '',
	'browser.download.folderList': 2,
	'browser.download.useDownloadDir': true,
	'browser.download.alwaysOpenPanel': false,
	'intl.accept_languages': 'en-US',
	'remote.prefs.recommended': true
};

interface Node {
	sharedId: string;
}

type Evaluation =
	| { type: 'success'; result: { value?: unknown; sharedId?: string } }
	| { type: 'exception'; exceptionDetails: { text: string } };

function resultOf(answer: Evaluation): { value?: unknown; sharedId?: string } {
	if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
	return answer.result;
}

const control = '\uE009';

/**
 * What Firefox says of a request that it gave up as its page was left, and only of those: without an address. The page is
 * loaded anew after a lock, while it may still fetch ahead.
 */
const givenUp =
	'Failed to load ‘’. A ServiceWorker intercepted the request and encountered an unexpected error.';

/** One page of Firefox. */
export class FirefoxPage extends DrivenPage<Node> {
	/** what must not happen, as it comes: errors and warnings, violations of the policy, and requests elsewhere */
	readonly problems: string[] = [];
	readonly #bidi: Bidi;
	readonly #context: string;

	private constructor(bidi: Bidi, context: string) {
		super();
		this.#bidi = bidi;
		this.#context = context;
	}

	/** @param isOwn - says of an address that is asked for whether it belongs to the app */
	static async open(bidi: Bidi, isOwn: (url: string) => boolean): Promise<FirefoxPage> {
		const { contexts } = await bidi.send<{ contexts: { context: string }[] }>(
			'browsingContext.getTree'
		);
		const [first] = contexts;
		if (!first) throw new Error('Firefox has no page');
		const page = new FirefoxPage(bidi, first.context);
		await bidi.on('log.entryAdded', ({ level, text }: { level: string; text: string }) => {
			if (text === givenUp) return;
			if (level === 'error' || level === 'warn') page.problems.push(`console ${level}: ${text}`);
		});
		await bidi.on('network.beforeRequestSent', (event: { request: { url: string } }) => {
			const { url } = event.request;
			if (!isOwn(url) && !/^(data|blob|about):/.test(url)) page.problems.push(`request: ${url}`);
		});
		await bidi.send('script.addPreloadScript', {
			functionDeclaration: String(reportViolations)
		});
		return page;
	}

	async goto(url: string): Promise<void> {
		await this.#load('browsingContext.navigate', { url });
	}

	async reload(): Promise<void> {
		await this.#load('browsingContext.reload', {});
	}

	/** The page may load itself anew at the same moment, as after a lock: Firefox gives up one of the two. */
	async #load(command: string, what: { url?: string }): Promise<void> {
		const load = () =>
			this.#bidi.send(command, { context: this.#context, wait: 'complete', ...what });
		await load().catch((error: unknown) => {
			if (!String(error).includes('NS_BINDING_ABORTED')) throw error;
			return load();
		});
	}

	async evaluate(expression: string): Promise<unknown> {
		const answer = await this.#bidi.send<Evaluation>('script.evaluate', {
			expression,
			target: { context: this.#context },
			awaitPromise: true
		});
		return resultOf(answer).value;
	}

	async setFiles(selector: string, files: string[]): Promise<void> {
		const { nodes } = await this.#bidi.send<{ nodes: Node[] }>('browsingContext.locateNodes', {
			context: this.#context,
			locator: { type: 'css', value: selector }
		});
		const [element] = nodes;
		if (!element) throw new Error(`there is no ${selector}`);
		await this.#bidi.send('input.setFiles', {
			context: this.#context,
			element: { sharedId: element.sharedId },
			files
		});
	}

	protected async call(functionDeclaration: string, ...args: (Node | string | null)[]) {
		const answer = await this.#bidi.send<Evaluation>('script.callFunction', {
			functionDeclaration,
			target: { context: this.#context },
			arguments: args.map(argument),
			awaitPromise: true
		});
		const { sharedId, value } = resultOf(answer);
		return sharedId === undefined ? value : { sharedId };
	}

	protected async press({ sharedId }: Node): Promise<void> {
		await this.#perform({
			type: 'pointer',
			id: 'pointer',
			actions: [
				{ type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element: { sharedId } } },
				{ type: 'pointerDown', button: 0 },
				{ type: 'pointerUp', button: 0 }
			]
		});
	}

	protected async type(_: Node, text: string): Promise<void> {
		const press = (key: string) => [
			{ type: 'keyDown', value: key },
			{ type: 'keyUp', value: key }
		];
		await this.#perform({
			type: 'key',
			id: 'keyboard',
			actions: [
				{ type: 'keyDown', value: control },
				...press('a'),
				{ type: 'keyUp', value: control },
				...[...text].flatMap(press)
			]
		});
	}

	async #perform(actions: object): Promise<void> {
		await this.#bidi.send('input.performActions', { context: this.#context, actions: [actions] });
	}
}

function argument(value: Node | string | null): object {
	if (value === null) return { type: 'null' };
	return typeof value === 'string' ? { type: 'string', value } : value;
}

/** Runs in each page before its own scripts: what the policy refuses, in the page and in its workers, is an error. */
function reportViolations(): void {
	const report = `addEventListener('securitypolicyviolation', (violation) => {
		new BroadcastChannel('violations').postMessage(
			violation.effectiveDirective + ' refused ' + violation.blockedURI
		);
	});\n`;
	globalThis.addEventListener('securitypolicyviolation', (violation) => {
		console.error(violation.effectiveDirective, 'refused', violation.blockedURI);
	});
	new BroadcastChannel('violations').addEventListener('message', ({ data }) => {
		console.error(data, 'in a worker');
	});
	globalThis.Blob = new Proxy(Blob, {
		construct(target, [parts, options]: ConstructorParameters<typeof Blob>) {
			const isScript = options?.type?.startsWith('text/javascript') ?? false;
			return new target(isScript ? [report, ...(parts ?? [])] : parts, options);
		}
	});
}

export interface Firefox {
	page: FirefoxPage;
	close(): Promise<void>;
}

/**
 * Starts Firefox, headless, with a new profile, and takes its first page.
 *
 * @param folder - for the profile and the downloads
 * @param isPrivate - all of its windows are private
 */
export async function startFirefox(
	folder: string,
	isOwn: (url: string) => boolean,
	isPrivate = false
): Promise<Firefox> {
	if (executable === undefined) throw new Error('there is no Firefox');
	const profile = join(folder, 'profile');
	await mkdir(profile, { recursive: true });
	const own = { 'browser.download.dir': folder, 'browser.privatebrowsing.autostart': isPrivate };
	const lines = Object.entries({ ...preferences, ...own }).map(
		([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`
	);
	await writeFile(join(profile, 'user.js'), lines.join(''));
	const firefox = spawn(
		executable,
		['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0', 'about:blank'],
		{ stdio: ['ignore', 'ignore', 'pipe'] }
	);
	const gone = once(firefox, 'exit');
	const close = async () => {
		firefox.kill();
		await gone;
	};
	try {
		const bidi = await Bidi.connect(`${await endpointIn(firefox.stderr)}/session`);
		await bidi.send('session.new', { capabilities: {} });
		return { page: await FirefoxPage.open(bidi, isOwn), close };
	} catch (error) {
		await close();
		throw error;
	}
}

function endpointIn(output: NodeJS.ReadableStream): Promise<string> {
	return new Promise((resolve, reject) => {
		createInterface(output)
			.on('line', (line) => {
				const [, endpoint] = /^WebDriver BiDi listening on (ws:.*)$/.exec(line) ?? [];
				if (endpoint !== undefined) resolve(endpoint);
			})
			.on('close', () => reject(new Error('Firefox did not start')));
	});
}
